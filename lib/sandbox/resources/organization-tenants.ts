import { type Context, Hono } from "hono";
import type { OrganizationEnv, RouteContext } from "../context";
import { COMMON_ERRORS, problem } from "../errors";
import { comparisonsIn, type Filter, matcher, parseFilter } from "../filters";
import { ORGANIZATION_HOST } from "../hosts";
import type { Tenant } from "../model";
import { type Cursor, pageByCursor, pageLinks, readLimit } from "../paging";
import { parseJsonObject } from "../request-body";
import type { SandboxResource } from "../resource";
import type { Manners } from "../settings";
import { createOrders, readSortKey, type SortKey } from "../sorting";
import { FILTERABLE, SORTABLE, toOrganizationTenant } from "./organization-tenant-view";

/** What the documented example of an organization token carries. */
const SCOPE = "cloud-console.tenants:read";

const badParameter = (parameter: string, detail: string): Response =>
  problem(COMMON_ERRORS, { status: 400, title: "Invalid request parameter", detail, parameter });

const forbidden = (detail: string): Response =>
  problem(COMMON_ERRORS, { status: 403, title: "Forbidden", detail });

function readSort(sort: string | undefined): readonly SortKey<Tenant>[] | null {
  const keys = sort === undefined ? [] : sort.split(",").map((field) => readSortKey(field, SORTABLE));
  const known = keys.filter((key) => key !== null);
  return known.length === keys.length ? known : null;
}

function cursorNameIn({ organizationCursor, organizationLinks }: Manners): "next" | "offset" {
  if (organizationCursor !== "as-linked") return organizationCursor;
  return organizationLinks === "get-started" ? "offset" : "next";
}

/** The organization's list of tenants, its count and its filter call; docs: /apis/org-rest/core/tenants/. */
function organizationTenantsRoutes({ state }: RouteContext): Hono<OrganizationEnv> {
  const routes = new Hono<OrganizationEnv>();
  const orders = createOrders<Tenant>(({ recordId }) => recordId);
  const baseIn = ({ organizationLinks }: Manners): string =>
    organizationLinks === "get-started"
      ? `https://${ORGANIZATION_HOST}/api/core/tenants`
      : "https://api.qlikcloud.com/core/tenants";

  /** A filter must name a subscription, and only subscriptions of the caller's own organization. */
  function readFilter(organization: string, text: string): Filter | Response {
    const parsed = parseFilter(text, FILTERABLE);
    if (!parsed.ok) return badParameter("filter", parsed.reason);
    const named = comparisonsIn(parsed.filter).filter(({ attribute }) => attribute === "subscriptionid");
    if (named.length === 0) return badParameter("filter", "subscriptionId is required");
    const own = state.estate.organizationByName(organization)?.subscriptionIds ?? [];
    const areOwn = named.every(({ value }) => own.includes(value));
    return areOwn ? parsed.filter : forbidden("The subscription does not belong to the organization.");
  }

  function readCursor(query: URLSearchParams, name: "next" | "offset"): Cursor {
    const after = query.get("next") ?? query.get(name);
    const before = query.get("prev");
    if (after !== null) return { after };
    return before === null ? null : { before };
  }

  function list(context: Context<OrganizationEnv>, filterText: string | undefined): Response {
    const organization = context.get("organization");
    const query = new URL(context.req.url).searchParams;
    const limit = readLimit(query.get("limit") ?? undefined, 0);
    if (limit === null) return badParameter("limit", "limit must be a whole number from 0 to 100");
    const sort = readSort(query.get("sort") ?? undefined);
    if (!sort) return badParameter("sort", "unknown sort field");
    const totalResults = query.get("totalResults") ?? "false";
    if (totalResults !== "true" && totalResults !== "false") {
      return badParameter("totalResults", 'totalResults must be "true" or "false"');
    }
    const filter = filterText === undefined ? null : readFilter(organization, filterText);
    if (filter instanceof Response) return filter;

    const manners = state.settings.current();
    const cursorName = cursorNameIn(manners);
    const matches = filter === null ? () => true : matcher(filter, FILTERABLE);
    const own = state.estate.tenantsOf(organization);
    const { sorted, placeOf } = orders(own, query.get("sort") ?? "", sort);
    const page = pageByCursor({
      sorted,
      placeOf,
      matches,
      cursorOf: ({ recordId }) => recordId,
      cursor: readCursor(query, cursorName),
      limit,
    });
    if (!page) return badParameter("next", "unknown cursor");
    return Response.json({
      data: page.rows.map(toOrganizationTenant),
      links: pageLinks({
        base: baseIn(manners),
        host: manners.linksHost,
        query,
        limit,
        cursorNames: { next: cursorName, prev: "prev" },
        page,
        endOfList: manners.endOfList,
      }),
      ...(totalResults === "true" ? { totalResults: own.filter(matches).length } : {}),
    });
  }

  routes.get("/api/core/tenants", (context) => list(context, context.req.query("filter")));

  routes.post("/api/core/tenants/actions/filter", async (context) => {
    const body = parseJsonObject(await context.req.text());
    if (!body) return badParameter("body", "the body must be a JSON object");
    const filter = body.filter;
    if (filter !== undefined && typeof filter !== "string")
      return badParameter("body", "filter must be text");
    return list(context, filter);
  });

  routes.get("/api/core/tenants/actions/count", (context) => {
    const text = context.req.query("filter");
    if (text === undefined) return badParameter("filter", "filter is required");
    const organization = context.get("organization");
    const filter = readFilter(organization, text);
    if (filter instanceof Response) return filter;
    const own = state.estate.tenantsOf(organization);
    return Response.json({ total: own.filter(matcher(filter, FILTERABLE)).length });
  });

  routes.get("/api/core/tenants/:tenantId", (context) => {
    const tenantId = context.req.param("tenantId");
    if (!/^[\w-]{32}$/.test(tenantId)) return badParameter("tenantId", "invalid tenant identifier");
    const tenant = state.estate.tenantById(tenantId);
    if (!tenant) return problem(COMMON_ERRORS, { status: 404, title: "Not found" });
    if (tenant.organization !== context.get("organization"))
      return forbidden("No permission for this tenant.");
    const manners = state.settings.current();
    const shown = toOrganizationTenant(tenant);
    if (manners.singleTenant === "bare") return Response.json(shown);
    return Response.json({ data: [shown], links: { self: { href: `${baseIn(manners)}/${tenantId}` } } });
  });

  return routes;
}

export const ORGANIZATION_TENANTS: SandboxResource = {
  organization: {
    path: "/api/core/tenants",
    errors: COMMON_ERRORS,
    routes: organizationTenantsRoutes,
    scopes: () => [SCOPE],
    clientScopes: [SCOPE],
  },
};
