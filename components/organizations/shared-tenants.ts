import type { Organization } from "@/lib/contracts/organizations";

const count = new Intl.NumberFormat("en-US");

/** "1 tenant", "5,000 tenants". */
export const tenantsOf = (tenants: number): string =>
  tenants === 1 ? "1 tenant" : `${count.format(tenants)} tenants`;

/**
 * How many tenants an organization has here, and why those that it lists besides are not among them: "0 tenants: the 24
 * that it lists belong to Acme, which listed them first".
 */
export function tenantsWords({
  tenantCount,
  elsewhere,
}: Pick<Organization, "tenantCount" | "elsewhere">): string {
  const [one, ...more] = elsewhere;
  if (!one) return tenantsOf(tenantCount);
  const listed = elsewhere.reduce((sum, { tenants }) => sum + tenants, 0);
  const names = [one, ...more].map(({ name }) => name).join(", ");
  const which =
    tenantCount === 0
      ? `the ${count.format(listed)} that it lists`
      : `${count.format(listed)} more that it lists`;
  const verb = listed === 1 ? "belongs" : "belong";
  return `${tenantsOf(tenantCount)}: ${which} ${verb} to ${names}, which listed ${listed === 1 ? "it" : "them"} first`;
}
