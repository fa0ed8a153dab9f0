/** How many single acts one session may do without a recent sign-in, and within how many minutes they add up. */
export const SINGLE_ACTS = { most: 10, minutes: 10 } as const;

/** When an act asks for a sign-in of the last five minutes. `past-some`: once {@link SINGLE_ACTS} are used up. */
export type StepUp = "never" | "past-some" | "always";

/**
 * What calling an operation brings about. Each operation that may change something names one, and whether it asks for a
 * recent sign-in follows from that alone.
 */
const stepUps = {
  /** Reads, keeps what is the caller's own, asks Qlik again, or holds up what somebody else began. */
  none: "never",
  /** Is itself a proof of who calls: it shows a password, a code or a one-time link. */
  "proves-who-it-is": "never",
  "ends-access-of-one": "past-some",
  /** Also what lets a bulk revocation go on, or do more than it would have. */
  "ends-access-of-many": "always",
  /** Stores, replaces or forgets a credential with which Qlik is called. */
  "changes-credentials": "always",
  /** People, roles, invitations, passwords, second factors, and what signing in takes. */
  "changes-who-may": "always",
  "touches-keys": "always",
} as const satisfies Record<string, StepUp>;

export type Effect = keyof typeof stepUps;

/** Effects that need a recent sign-in, whatever came before. */
export type GraveEffect = { [E in Effect]: (typeof stepUps)[E] extends "always" ? E : never }[Effect];

/** When an act of this effect asks for a recent sign-in. */
export const stepUpOf = (effect: Effect): StepUp => stepUps[effect];

export const isGrave = (effect: Effect): effect is GraveEffect => stepUpOf(effect) === "always";
