import type { Attributes, Operator } from "../filters";
import type { Tenant } from "../model";
import { withoutNulls } from "../without-nulls";

const EQUAL: readonly Operator[] = ["eq"];
const EQUAL_OR_NOT: readonly Operator[] = ["eq", "ne"];
const DATE: readonly Operator[] = ["eq", "ne", "gt", "ge", "lt", "le"];

/** Filterable attributes. The operators of countryCode and of the dates are not stated one by one. */
export const FILTERABLE: Attributes<Tenant> = {
  subscriptionid: { operators: EQUAL, read: ({ subscriptionId }) => [subscriptionId] },
  name: { operators: EQUAL, read: ({ name }) => [name] },
  hostnames: { operators: EQUAL, read: ({ hostnames }) => hostnames },
  id: { operators: EQUAL, read: ({ id }) => [id] },
  originalid: { operators: EQUAL, read: ({ id }) => [id] },
  regioncode: { operators: EQUAL_OR_NOT, read: ({ regionCode }) => [regionCode] },
  status: { operators: EQUAL_OR_NOT, read: ({ status }) => [status] },
  countrycode: { operators: [...EQUAL_OR_NOT, "co"], read: ({ countryCode }) => [countryCode] },
  createdat: { operators: DATE, read: ({ createdAt }) => [createdAt] },
  updatedat: { operators: DATE, read: ({ updatedAt }) => [updatedAt] },
};

export const SORTABLE: Readonly<Record<string, (tenant: Tenant) => string>> = {
  name: ({ name }) => name ?? "",
  regionCode: ({ regionCode }) => regionCode ?? "",
  countryCode: ({ countryCode }) => countryCode ?? "",
  hostnames: ({ hostnames }) => hostnames.join(","),
  createdAt: ({ createdAt }) => createdAt,
  updatedAt: ({ updatedAt }) => updatedAt,
  status: ({ status }) => status,
  subscriptionId: ({ subscriptionId }) => subscriptionId ?? "",
};

/** A tenant as the organization level shows it. */
export function toOrganizationTenant(tenant: Tenant): Record<string, unknown> {
  return withoutNulls({
    id: tenant.id,
    name: tenant.name,
    status: tenant.status,
    createdAt: tenant.createdAt,
    createdBy: tenant.createdBy,
    hostnames: tenant.hostnames,
    updatedAt: tenant.updatedAt,
    regionCode: tenant.regionCode,
    countryCode: tenant.countryCode,
    licenseEndsAt: tenant.licenseEndsAt,
    licenseNumber: tenant.licenseNumber,
    subscriptionId: tenant.subscriptionId,
    licenseStartsAt: tenant.licenseStartsAt,
    deletionStartsAt: tenant.deletionStartsAt,
  });
}
