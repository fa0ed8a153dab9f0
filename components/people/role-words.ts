import type { Role } from "@/lib/contracts/roles";

/** What each role is good for, for whoever gives one. */
export const roleWords: Record<Role, string> = {
  viewer: "Sees tenants, users and tokens.",
  auditor: "Also reads the activity log, verifies it and takes it out as evidence; changes nothing.",
  operator: "Sees what a viewer sees, checks credentials, reads tenants anew and revokes tokens.",
  admin: "May do all: manages credentials, people and encryption keys, and reads the activity log.",
};
