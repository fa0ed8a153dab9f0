import "server-only";
import { z } from "zod";
import { unexpectedAnswer } from "@/lib/server/qlik/answers";
import type { QlikError } from "@/lib/server/qlik/errors";
import type { RequestsAt } from "@/lib/server/qlik/levels";
import { listOf, rowOf, single, textIn, textsIn, UNKNOWN, withKnown } from "@/lib/server/qlik/members";
import { NO_ROWS, type Page, pageOf, pageSize, pages, requestPage } from "@/lib/server/qlik/paging";
import { encodeQuery } from "@/lib/server/qlik/queries";
import { and, eq, or, type ScimFilter } from "@/lib/server/qlik/scim";
import { err, ok, type Result } from "@/lib/server/result";

/** A tenant as the organization lists it; dates are as Qlik sent them, a day or a timestamp (FACTS.md section 4). */
export interface OrganizationTenant {
  readonly id: string;
  readonly name?: string;
  /** Qlik's word, unknown ones too; "unknown" when it names none. */
  readonly status: string;
  /** The first never changes; others are aliases. */
  readonly hostnames: readonly string[];
  readonly regionCode: string;
  readonly countryCode: string;
  readonly subscriptionId?: string;
  readonly licenseNumber?: string;
  readonly licenseStartsAt?: string;
  readonly licenseEndsAt?: string;
  readonly deletionStartsAt?: string;
  readonly createdAt?: string;
  readonly updatedAt?: string;
  readonly createdBy?: string;
}

/** Conditions that all hold; one with several values holds for any of them. */
export interface OrganizationTenantsFilter {
  /** Qlik requires it in every filter; somebody else's is forbidden, not empty (FACTS.md section 4). */
  readonly subscriptionId: string;
  readonly status?: readonly string[] | undefined;
  readonly regionCode?: readonly string[] | undefined;
  /** Of none, nothing is asked. */
  readonly ids?: readonly string[] | undefined;
  /** The whole name: Qlik finds no parts of it. */
  readonly name?: string | undefined;
  readonly hostname?: string | undefined;
}

export interface OrganizationTenantsQuestion {
  /** Left out: the tenants of every subscription. */
  readonly filter?: OrganizationTenantsFilter | undefined;
  readonly signal?: AbortSignal | undefined;
}

export interface OrganizationTenants {
  list(
    question?: OrganizationTenantsQuestion & {
      readonly limit?: number | undefined;
      readonly cursor?: string | undefined;
      /** Asks for the count of all matches too. */
      readonly withTotal?: boolean | undefined;
    },
  ): Promise<Result<Page<OrganizationTenant>, QlikError>>;
  pages(
    question?: OrganizationTenantsQuestion,
  ): AsyncGenerator<Result<Page<OrganizationTenant>, QlikError>, void, undefined>;
  get(tenantId: string, signal?: AbortSignal): Promise<Result<OrganizationTenant, QlikError>>;
  /** How many match; Qlik counts only within one subscription. */
  count(filter: OrganizationTenantsFilter, signal?: AbortSignal): Promise<Result<number, QlikError>>;
}

const organizationTenant = rowOf<OrganizationTenant>((id, row) =>
  withKnown(
    {
      id,
      status: textIn(row.status) ?? UNKNOWN,
      hostnames: textsIn(row.hostnames),
      regionCode: textIn(row.regionCode) ?? UNKNOWN,
      countryCode: textIn(row.countryCode) ?? UNKNOWN,
    },
    {
      name: textIn(row.name),
      subscriptionId: textIn(row.subscriptionId),
      licenseNumber: textIn(row.licenseNumber),
      licenseStartsAt: textIn(row.licenseStartsAt),
      licenseEndsAt: textIn(row.licenseEndsAt),
      deletionStartsAt: textIn(row.deletionStartsAt),
      createdAt: textIn(row.createdAt),
      updatedAt: textIn(row.updatedAt),
      createdBy: textIn(row.createdBy),
    },
  ),
);

// Documented with the envelope of a list; a bare tenant is what one would expect (FACTS.md section 4).
const oneOrEnvelope = z.union([
  z.object({ data: listOf(organizationTenant) }).transform(({ data }) => data),
  single(organizationTenant).transform((row) => [row]),
]);

const tenantCount = z.object({ total: z.number().int().nonnegative() });

const PATH = ["api", "core", "tenants"];
const PAGE = pageOf(organizationTenant);

export function createOrganizationTenants(requests: RequestsAt<"organization">): OrganizationTenants {
  const list: OrganizationTenants["list"] = async ({ filter, limit, cursor, withTotal, signal } = {}) => {
    if (filter?.ids?.length === 0) return ok(NO_ROWS);
    return requestPage(requests, {
      path: PATH,
      schema: PAGE,
      parameters: {
        limit: pageSize(limit),
        totalResults: withTotal ? "true" : undefined,
      },
      filter: filter && scimOf(filter),
      cursor,
      signal,
    });
  };

  return {
    list,
    pages: (question = {}) =>
      pages(requests.host, (cursor) => list({ ...question, cursor, withTotal: cursor === undefined })),
    async get(tenantId, signal) {
      const answer = await requests.get({ path: [...PATH, { id: tenantId }], signal }, oneOrEnvelope);
      if (!answer.ok) return answer;
      const found = answer.value.find((row) => row.id === tenantId);
      if (found) return ok(found);
      const asked = { host: requests.host, method: "GET", path: `/${[...PATH, tenantId].join("/")}` };
      return err(unexpectedAnswer({ status: 200 }, asked, "does not hold the tenant that was asked for"));
    },
    async count(filter, signal) {
      if (filter.ids?.length === 0) return ok(0);
      const call = {
        path: [...PATH, "actions", "count"],
        query: encodeQuery({ filter: scimOf(filter) }),
        signal,
      };
      const answer = await requests.get(call, tenantCount);
      return answer.ok ? ok(answer.value.total) : answer;
    },
  };
}

function scimOf({
  subscriptionId,
  status,
  regionCode,
  ids,
  name,
  hostname,
}: OrganizationTenantsFilter): ScimFilter {
  const anyOf = (attribute: string, values: readonly string[] = []) =>
    values.length > 0 ? [or(...values.map((value) => eq(attribute, value)))] : [];
  return and(
    eq("subscriptionId", subscriptionId),
    ...anyOf("status", status),
    ...anyOf("regionCode", regionCode),
    ...anyOf("id", ids),
    ...(name === undefined ? [] : [eq("name", name)]),
    ...(hostname === undefined ? [] : [eq("hostnames", hostname)]),
  );
}
