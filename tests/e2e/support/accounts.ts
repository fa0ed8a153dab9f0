import type { Role } from "@/lib/contracts/roles";
import { demoAccount } from "@/scripts/lib/demo-account.js";
import type { NewAccount } from "@/tests/support/servers/people";

export type Account = Pick<NewAccount, "email" | "password">;

/** People with less than an administrator's role; every worker's console has them. */
export const otherPeople: readonly NewAccount[] = [
  {
    name: "Otto Operator",
    email: "operator@castellan.example",
    password: "drawbridge-copper-meadow-17",
    role: "operator",
  },
  {
    name: "Aude Auditor",
    email: "auditor@castellan.example",
    password: "portcullis-amber-orchard-31",
    role: "auditor",
  },
  {
    name: "Vera Viewer",
    email: "viewer@castellan.example",
    password: "battlement-silver-thicket-23",
    role: "viewer",
  },
];

/** Who signs in for a role. */
export function accountOf(role: Role): Account {
  if (role === "admin") return demoAccount;
  const account = otherPeople.find((person) => person.role === role);
  if (!account) throw new Error(`Nobody is ${role}.`);
  return account;
}
