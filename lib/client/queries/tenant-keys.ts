/** By themselves, because every page makes lists of tenants old, and few have one. */
export const tenantKeys = {
  all: ["tenants"] as const,
  lists: ["tenants", "list"] as const,
  list: (question: Readonly<Record<string, string>>) => ["tenants", "list", question] as const,
  one: (tenantId: string) => ["tenants", "one", tenantId] as const,
};
