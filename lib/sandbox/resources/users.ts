import { type Context, Hono } from "hono";
import type { RouteContext, TenantEnv } from "../context";
import { forTenant } from "../control-tenant";
import { type ErrorManner, problem } from "../errors";
import { matcher } from "../filters";
import type { User } from "../model";
import { type Cursor, pageByCursor, pageLinks, readLimit } from "../paging";
import { parseJsonObject } from "../request-body";
import type { SandboxResource } from "../resource";
import { ADMIN_SCOPE } from "../scopes";
import { readSortKey, sortRows } from "../sorting";
import { FILTERABLE, idsIn, pickFields, readUserFilter, SORTABLE, toUser } from "./user-view";

/** "It shall not contain more than 100 ids", says the description of the filter call. */
const MOST_IDS = 100;

const PATH = "/api/v1/users";
const MANNER: ErrorManner = { statusAs: "number", withTraceId: true };

/** Scopes with which other users can be read. */
const READ_USERS_SCOPES = [ADMIN_SCOPE, "admin.users", "admin.users:read"] as const;

const badParameter = (parameter: string, detail: string): Response =>
  problem(MANNER, { status: 400, title: "Invalid request parameter", detail, parameter });

const forbidden = (): Response => problem(MANNER, { status: 403, title: "Forbidden" });

function mayReadOthers(context: Context<TenantEnv>): boolean {
  return context.get("caller").scopes.some((scope) => READ_USERS_SCOPES.some((enough) => enough === scope));
}

function readCursor(query: URLSearchParams): Cursor | "both" {
  const after = query.get("next");
  const before = query.get("prev");
  if (after !== null && before !== null) return "both";
  if (after !== null) return { after };
  return before === null ? null : { before };
}

/** Users of a tenant; docs: /apis/rest/users/. */
function usersRoutes({ state }: RouteContext): Hono<TenantEnv> {
  const routes = new Hono<TenantEnv>();
  const originOf = (context: Context<TenantEnv>): string => `https://${context.env.tenant.hostnames[0]}`;

  function list(
    context: Context<TenantEnv>,
    filterText: string | null,
    sortable: Readonly<Record<string, (user: User) => string>>,
  ): Response {
    if (!mayReadOthers(context)) return forbidden();
    const query = new URL(context.req.url).searchParams;
    const limit = readLimit(query.get("limit") ?? undefined, 1);
    if (limit === null) return badParameter("limit", "limit must be a whole number from 1 to 100");
    const sort = readSortKey(query.get("sort") ?? "+name", sortable);
    if (!sort) return badParameter("sort", "unknown sort field");
    const parsed = readUserFilter(filterText);
    if (!parsed.ok) return badParameter("filter", parsed.reason);
    const cursor = readCursor(query);
    if (cursor === "both") return badParameter("next", "next and prev cannot be used together");

    const users = state.contents.usersOf(context.env.tenant);
    const matches = matcher(parsed.filter, FILTERABLE);
    const sorted = sortRows(users, [sort], ({ id }) => id);
    const page = pageByCursor({
      sorted,
      placeOf: (marked) => sorted.findIndex(({ id }) => id === marked),
      matches,
      cursorOf: ({ id }) => id,
      cursor,
      limit,
    });
    if (!page) return badParameter("next", "unknown cursor");
    const origin = originOf(context);
    const manners = state.settings.current();
    const total = query.get("totalResults") === "true" ? users.filter(matches).length : null;
    return Response.json({
      data: page.rows.map((user) => pickFields(toUser(user, origin), query.get("fields"))),
      links: pageLinks({
        base: `${origin}${PATH}`,
        host: manners.linksHost,
        query,
        limit,
        cursorNames: { next: "next", prev: "prev" },
        page,
        endOfList: manners.endOfList,
      }),
      ...(total === null ? {} : { totalResults: total }),
    });
  }

  routes.get(PATH, (context) => list(context, context.req.query("filter") ?? null, SORTABLE));

  routes.post(`${PATH}/actions/filter`, async (context) => {
    const text = await context.req.text();
    // The body is not required.
    const body = text === "" ? {} : parseJsonObject(text);
    if (!body) return badParameter("body", "the body must be a JSON object");
    const { filter = null } = body;
    if (filter !== null && typeof filter !== "string") return badParameter("body", "filter must be text");
    if (filter !== null && idsIn(filter) > MOST_IDS) return badParameter("body", "more than 100 ids");
    return list(context, filter, { name: SORTABLE.name });
  });

  routes.get(`${PATH}/actions/count`, (context) => {
    if (!mayReadOthers(context)) return forbidden();
    return Response.json({ total: state.contents.usersOf(context.env.tenant).length });
  });

  routes.get(`${PATH}/me`, (context) => {
    const path = `${PATH}/${context.get("caller").userId}`;
    const isRelative = state.settings.current().meRedirects === "relative";
    const location = isRelative ? path : `${originOf(context)}${path}`;
    return context.html(`<a href="${location}">Moved Permanently</a>.`, 301, { location });
  });

  routes.get(`${PATH}/:userId`, (context) => {
    const userId = context.req.param("userId");
    if (userId !== context.get("caller").userId && !mayReadOthers(context)) return forbidden();
    const user = state.contents.usersOf(context.env.tenant).find(({ id }) => id === userId);
    if (!user) return problem(MANNER, { status: 404, code: "USERS-7", title: "Not found" });
    return Response.json(pickFields(toUser(user, originOf(context)), context.req.query("fields") ?? null));
  });

  return routes;
}

function usersControl({ state }: RouteContext): Hono {
  const routes = new Hono();
  routes.get(
    "/tenants/:tenantId/users",
    forTenant(state, (tenant) => {
      const origin = `https://${tenant.hostnames[0]}`;
      return Response.json({ data: state.contents.usersOf(tenant).map((user) => toUser(user, origin)) });
    }),
  );
  return routes;
}

export const USERS: SandboxResource = {
  tenant: { path: PATH, errors: MANNER, routes: usersRoutes },
  specialCalls: [`POST ${PATH}/actions/filter`],
  control: usersControl,
};
