import type { Role } from "@/lib/contracts/roles";

/** What each role is good for, for whoever gives one. */
export const roleWords: Record<Role, string> = {
  viewer: "Sees tenants, users and tokens.",
  operator: "Also checks credentials, reads tenants anew and revokes tokens.",
  admin: "Also manages credentials, people and encryption keys, and reads the activity log.",
};
