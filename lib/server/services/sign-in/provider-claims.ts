import "server-only";
import { z } from "zod";
import { email } from "@/lib/contracts/people";
import { type Role, roles } from "@/lib/contracts/roles";
import type { RoleMapping } from "@/lib/contracts/single-sign-on";

/** What an OpenID provider says of somebody, as far as the console looks at it. */
export interface ProviderClaims {
  readonly issuer: string;
  /** Never given to somebody else at this issuer. */
  readonly subject: string;
  readonly name: string | undefined;
  readonly email: string | undefined;
  /** False only where the provider says so: many say nothing. */
  readonly emailIsVerified: boolean;
  readonly groups: readonly string[];
  /** When they last proved there who they are; undefined where the provider does not say. */
  readonly authenticatedAt: Date | undefined;
}

const text = z
  .string()
  .trim()
  .min(1)
  .max(1000)
  .transform((given) => given.toWellFormed())
  .optional()
  .catch(undefined);

const claims = z.looseObject({
  iss: z.string(),
  sub: z.string().min(1).max(255),
  name: text,
  preferred_username: text,
  email: email.optional().catch(undefined),
  email_verified: z.union([z.boolean(), z.stringbool()]).optional().catch(undefined),
  auth_time: z.number().int().positive().optional().catch(undefined),
});

/** Throws for claims without issuer or subject, which no OpenID provider sends. */
export function readClaims(given: unknown, { groupsClaim }: { groupsClaim: string }): ProviderClaims {
  const read = claims.parse(given);
  return {
    issuer: read.iss,
    subject: read.sub,
    name: (read.name ?? read.preferred_username)?.slice(0, 120).toWellFormed(),
    email: read.email,
    emailIsVerified: read.email_verified !== false,
    groups: groupsIn(read, groupsClaim),
    authenticatedAt: read.auth_time === undefined ? undefined : new Date(read.auth_time * 1000),
  };
}

/** One name or a list of them, in a claim of that name or, with dots, inside others (`realm_access.roles`). */
function groupsIn(given: Record<string, unknown>, path: string): string[] {
  const inside = path.split(".").reduce<unknown>((value, part) => memberOf(value, part), given);
  const found = given[path] ?? inside;
  return (Array.isArray(found) ? found : [found]).filter((group) => typeof group === "string");
}

const memberOf = (value: unknown, name: string): unknown =>
  typeof value === "object" && value !== null && Object.hasOwn(value, name)
    ? (value as Record<string, unknown>)[name]
    : undefined;

/**
 * The role that the groups give. A person has one role: of several the last in the order of {@link roles} counts, so that
 * it does not depend on the order of the mapping; a viewer sees, so nobody has less.
 */
export function roleOf(groups: readonly string[], mapping: RoleMapping): Role {
  const given = mapping.filter(({ group }) => groups.includes(group)).map(({ role }) => role);
  return roles.findLast((role) => given.includes(role)) ?? "viewer";
}
