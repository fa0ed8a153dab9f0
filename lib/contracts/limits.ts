/** How many things may be named one by one in an address. */
export const MOST_IDS = 200;

/**
 * How much of each kind people, and strangers, can pile up. Triggers of the database hold it, so that it is not passed
 * by many at once. Past the first ones nothing more is taken; of the others the oldest go.
 */
export const limits = {
  "views-of-one": 200,
  "shared-views": 500,
  "layouts-of-one": 40,
  "connection-drafts": 50,
  invitations: 200,
  people: 2000,
  organizations: 100,
  "sessions-of-one": 100,
  "previews-of-one": 10,
  "sign-in-limits": 5000,
} as const;
export type Limit = keyof typeof limits;
