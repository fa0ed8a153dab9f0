/**
 * In the order in which they are offered: a viewer sees; an auditor also sees the activity log and takes evidence out of
 * it, and changes nothing; an operator also acts on tokens and checks, and does not see the log; an admin does all.
 */
export const roles = ["viewer", "auditor", "operator", "admin"] as const;
export type Role = (typeof roles)[number];

/** What each role includes. Declared, and no line from least to most: of auditor and operator neither has the other. */
const included: Readonly<Record<Role, readonly Role[]>> = {
  viewer: ["viewer"],
  auditor: ["viewer", "auditor"],
  operator: ["viewer", "operator"],
  admin: roles,
};

/** Whether someone with role `held` may do what asks for `needed`. */
export const covers = (held: Role, needed: Role): boolean => included[held].includes(needed);

/** The roles of which each is enough, in words: `auditor or admin`. */
export const rolesFor = (needed: Role): string => roles.filter((held) => covers(held, needed)).join(" or ");
