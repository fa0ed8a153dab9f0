import "server-only";

/** Every way in which a call to Qlik can end without success. */
export type QlikErrorKind =
  | "host-not-allowed"
  | "host-unknown"
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
  /** This machine could not begin the request: no handle, port, memory, route or name service. Always `notSent`. */
  | "machine";

/** What Qlik said about a failure, cut and cleaned; every member may be missing from an answer. */
export interface QlikErrorDetails {
  readonly code?: string;
  readonly title?: string;
  readonly detail?: string;
  readonly traceId?: string;
}

/** A failed call as plain data: safe to log, to store and to show; no secret is ever in it. */
export interface QlikError extends QlikErrorDetails {
  readonly kind: QlikErrorKind;
  /** What happened and what it means, for an administrator. */
  readonly message: string;
  /** What to do about it, for an administrator. */
  readonly advice: string;
  readonly host: string;
  /** HTTP status, when there was an answer. */
  readonly status?: number;
  /** Not before this time should the same kind of call be tried again. */
  readonly retryAt?: Date;
  /** Nothing reached Qlik, so a change was certainly not carried out. */
  readonly notSent?: true;
}
