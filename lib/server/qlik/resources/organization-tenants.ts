import "server-only";
import { z } from "zod";
import { unexpectedAnswer } from "@/lib/server/qlik/answers";
import type { AuthorizedRequests } from "@/lib/server/qlik/authorized-requests";
import type { QlikError } from "@/lib/server/qlik/errors";
import { id, optionalMembers, text, texts, UNKNOWN } from "@/lib/server/qlik/members";
import { type Page, pageSize, pages, requestPage } from "@/lib/server/qlik/paging";
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

export interface OrganizationTenants {
  /** One page, without a filter: the tenants of every subscription. */
  list(question?: {
    readonly limit?: number | undefined;
    readonly cursor?: string | undefined;
    readonly signal?: AbortSignal | undefined;
  }): Promise<Result<Page<OrganizationTenant>, QlikError>>;
  pages(question?: {
    readonly signal?: AbortSignal | undefined;
  }): AsyncGenerator<Result<Page<OrganizationTenant>, QlikError>, void, undefined>;
  get(tenantId: string, signal?: AbortSignal): Promise<Result<OrganizationTenant, QlikError>>;
}

const organizationTenant = z
  .object({
    id,
    name: text,
    status: text,
    hostnames: texts,
    regionCode: text,
    countryCode: text,
    subscriptionId: text,
    licenseNumber: text,
    licenseStartsAt: text,
    licenseEndsAt: text,
    deletionStartsAt: text,
    createdAt: text,
    updatedAt: text,
    createdBy: text,
  })
  .transform(
    (row): OrganizationTenant => ({
      id: row.id,
      status: row.status ?? UNKNOWN,
      hostnames: row.hostnames,
      regionCode: row.regionCode ?? UNKNOWN,
      countryCode: row.countryCode ?? UNKNOWN,
      ...optionalMembers({
        name: row.name,
        subscriptionId: row.subscriptionId,
        licenseNumber: row.licenseNumber,
        licenseStartsAt: row.licenseStartsAt,
        licenseEndsAt: row.licenseEndsAt,
        deletionStartsAt: row.deletionStartsAt,
        createdAt: row.createdAt,
        updatedAt: row.updatedAt,
        createdBy: row.createdBy,
      }),
    }),
  );

// Documented with the envelope of a list; a bare tenant is what one would expect (FACTS.md section 4).
const oneOrEnvelope = z.union([
  z.object({ data: z.array(organizationTenant) }).transform(({ data }) => data),
  organizationTenant.transform((row) => [row]),
]);

const PATH = ["api", "core", "tenants"];

export function createOrganizationTenants(requests: AuthorizedRequests): OrganizationTenants {
  const list: OrganizationTenants["list"] = ({ limit, cursor, signal } = {}) =>
    requestPage(requests, {
      path: PATH,
      item: organizationTenant,
      parameters: { limit: pageSize(limit) },
      cursor,
      signal,
    });

  return {
    list,
    pages: ({ signal } = {}) => pages(requests.host, (cursor) => list({ cursor, signal })),
    async get(tenantId, signal) {
      const path = [...PATH, tenantId];
      const answer = await requests.get({ path, signal }, oneOrEnvelope);
      if (!answer.ok) return answer;
      const found = answer.value.find((row) => row.id === tenantId);
      if (found) return ok(found);
      const asked = { host: requests.host, method: "GET", path: `/${path.join("/")}` };
      return err(unexpectedAnswer({ status: 200 }, asked, "does not hold the tenant that was asked for"));
    },
  };
}
