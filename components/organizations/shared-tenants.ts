import { numberWord, tenantsWord } from "@/components/revocations/tokens-word";
import type { Organization } from "@/lib/contracts/organizations";

/**
 * How many tenants an organization has here, and why those that it lists besides are not among them: "0 tenants: the 24
 * that it lists belong to Acme, which listed them first".
 */
export function tenantsWords({
  tenantCount,
  elsewhere,
}: Pick<Organization, "tenantCount" | "elsewhere">): string {
  const [one, ...more] = elsewhere;
  if (!one) return tenantsWord(tenantCount);
  const listed = elsewhere.reduce((sum, { tenants }) => sum + tenants, 0);
  const names = [one, ...more].map(({ name }) => name).join(", ");
  const which =
    tenantCount === 0
      ? `the ${numberWord(listed)} that it lists`
      : `${numberWord(listed)} more that it lists`;
  const verb = listed === 1 ? "belongs" : "belong";
  return `${tenantsWord(tenantCount)}: ${which} ${verb} to ${names}, which listed ${listed === 1 ? "it" : "them"} first`;
}
