import "server-only";

/** Every way in which a call to Qlik can end without success. */
export type QlikErrorKind =
  | "host-not-allowed"
  | "host-unknown"
  | "another-tenant"
  | "credentials-refused"
  | "access-token-refused"
  | "tenant-deactivated"
  | "forbidden"
  | "consent-not-trusted"
  | "too-many-tokens-or-disabled"
  | "bad-request"
  | "not-found"
  | "rate-limited"
  | "unavailable"
  | "timed-out"
  | "not-json"
  | "unexpected-answer"
  | "too-large"
  | "redirected"
  | "paging-loop"
  | "short-list"
  | "this-machine";

/** What one way of failing means for whoever has to go on after it. */
export interface QlikErrorMeaning {
  /** Whether a change that ended so may have been carried out all the same, unless it was never sent. */
  readonly mayHaveHappened: boolean;
  /** When another try is worth it: within moments, in a while, or only after something was changed. */
  readonly again: "soon" | "later" | "never";
  /**
   * What cannot be done either: nothing else, all that this credential is for until somebody does something about it,
   * or all in this tenant.
   */
  readonly concerns: "request" | "credential" | "tenant";
  /** Whether lists show the connection as failing from then on. */
  readonly breaksConnection: boolean;
  /** Whether it is the word of the organization or tenant that was asked. */
  readonly isItsWord: boolean;
  /** Where to look for the cause. */
  readonly fault: "qlik" | "console" | "machine";
}

const REFUSAL: QlikErrorMeaning = {
  mayHaveHappened: false,
  again: "never",
  concerns: "request",
  breaksConnection: false,
  isItsWord: true,
  fault: "console",
};
const BAD_CREDENTIAL: QlikErrorMeaning = { ...REFUSAL, concerns: "credential", breaksConnection: true };
const NO_TENANT: QlikErrorMeaning = { ...REFUSAL, concerns: "tenant", breaksConnection: true };
/** Something came back, and it is not Qlik's word on what was asked. */
const NO_WORD: QlikErrorMeaning = {
  mayHaveHappened: true,
  again: "later",
  concerns: "request",
  breaksConnection: false,
  isItsWord: false,
  fault: "qlik",
};
const PASSING: QlikErrorMeaning = { ...NO_WORD, again: "soon" };

/** The one place that says what kinds of failures mean: whoever has to tell them apart asks here. */
const MEANINGS = {
  "host-not-allowed": { ...NO_TENANT, isItsWord: false },
  "host-unknown": { ...NO_TENANT, isItsWord: false },
  "another-tenant": { ...NO_TENANT, isItsWord: false },
  "credentials-refused": BAD_CREDENTIAL,
  "access-token-refused": BAD_CREDENTIAL,
  "consent-not-trusted": BAD_CREDENTIAL,
  "tenant-deactivated": NO_TENANT,
  "too-many-tokens-or-disabled": NO_TENANT,
  forbidden: { ...REFUSAL, breaksConnection: true },
  "bad-request": REFUSAL,
  "not-found": REFUSAL,
  "rate-limited": { ...REFUSAL, again: "later" },
  unavailable: PASSING,
  "timed-out": PASSING,
  "not-json": NO_WORD,
  "unexpected-answer": NO_WORD,
  "too-large": NO_WORD,
  redirected: NO_WORD,
  "paging-loop": { ...NO_WORD, mayHaveHappened: false, again: "never" },
  "short-list": { ...NO_WORD, mayHaveHappened: false },
  // Too few file handles, for example. It passes by itself, and says nothing about Qlik.
  "this-machine": { ...NO_WORD, mayHaveHappened: false, fault: "machine" },
} as const satisfies Record<QlikErrorKind, QlikErrorMeaning>;

export const meaningOf = ({ kind }: Pick<QlikError, "kind">): QlikErrorMeaning => MEANINGS[kind];

/** Whether nobody knows, after this, if a change was carried out. */
export const mayHaveHappened = (error: QlikError): boolean =>
  error.notSent !== true && meaningOf(error).mayHaveHappened;

/** What Qlik said about a failure, cut and cleaned; every member may be missing from an answer. */
export interface QlikErrorDetails {
  readonly code?: string;
  readonly title?: string;
  readonly detail?: string;
  readonly traceId?: string;
}

/** Who answered, with which status, and what was said. Of an answer without a body no trace is documented. */
export interface Said extends QlikErrorDetails {
  readonly host: string;
  /** HTTP status, when there was an answer. */
  readonly status?: number;
}

/** A failed call as plain data: safe to log, to store and to show; no secret is ever in it. */
export interface QlikError extends Said {
  readonly kind: QlikErrorKind;
  /** What happened and what it means, for an administrator. */
  readonly message: string;
  /** What to do about it, for an administrator. */
  readonly advice: string;
  /** Not before this time should the same kind of call be tried again. */
  readonly retryAt?: Date;
  /** Nothing reached Qlik, so a change was certainly not carried out. */
  readonly notSent?: true;
  /** Before this answer the same was sent already, and what became of that is not known. */
  readonly mayHaveArrivedBefore?: true;
}
