/** What of a tenant says how it is called. */
export interface CalledTenant {
  readonly id: string;
  /** Qlik's, which does not require one: empty or blank where there is none. */
  readonly name: string;
  /** The first never changes. */
  readonly hostnames?: readonly string[];
}

/**
 * How a tenant is called, everywhere: by its name, else by its first hostname, else by its id; never empty. The store
 * gives no other name out, so that nothing that is made of one can show a blank.
 */
export const tenantNameOf = ({ id, name, hostnames }: CalledTenant): string =>
  (name.trim() === "" ? hostnames?.[0] : name) || id;

/**
 * How a tenant is called where others have its name too: with its hostname beside it, or its id where it has none. The
 * same for all of them, so that nobody takes one for another.
 */
export const tenantNameApart = (tenant: CalledTenant): string => {
  const name = tenantNameOf(tenant);
  const beside = tenant.hostnames?.[0] || tenant.id;
  return name === beside ? name : `${name} (${beside})`;
};
