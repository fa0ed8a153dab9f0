import "server-only";
import { z } from "zod";
import { role } from "@/lib/contracts/role";
import type { RoleMapping } from "@/lib/contracts/single-sign-on";

/** OIDC_ROLE_MAPPING as somebody gives it. */
export const roleMapping = z.string().transform((text, context): RoleMapping => {
  // Names of groups may hold commas and equals signs (as in LDAP), so only a comma before a role's name parts them.
  const parts = text.split(new RegExp(`,(?=\\s*(?:${role.options.join("|")})\\s*=)`));
  const mapping = parts.map((part) => {
    const at = part.indexOf("=");
    return { role: role.safeParse(part.slice(0, at).trim()).data, group: part.slice(at + 1).trim() };
  });
  if (!mapping.every((one): one is RoleMapping[number] => one.role !== undefined && one.group !== "")) {
    context.addIssue({
      code: "custom",
      message: "role=group with commas between, for example admin=castellan-admins,operator=castellan-ops",
    });
    return z.NEVER;
  }
  return mapping;
});
