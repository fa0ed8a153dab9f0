/** From least to most: a viewer sees, an operator also acts on tokens and checks, an admin also holds credentials. */
export const roles = ["viewer", "operator", "admin"] as const;
export type Role = (typeof roles)[number];

/** Whether someone with role `held` may do what asks for `needed`. */
export const covers = (held: Role, needed: Role): boolean => roles.indexOf(held) >= roles.indexOf(needed);
