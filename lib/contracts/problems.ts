import { z } from "zod";
import { checkStep } from "./checks";
import { qlikAnswer } from "./qlik-answers";

/** Every way in which a call can end without success, with its HTTP status and the title people read. */
export const problemCodes = {
  invalid_input: { status: 400, title: "Something in this request needs to be corrected" },
  unauthenticated: { status: 401, title: "Sign in first" },
  cross_origin: { status: 403, title: "This request came from another site" },
  forbidden: { status: 403, title: "Your role does not allow this" },
  // Not 401: the session is good, and pages take 401 for its end.
  sign_in_again: { status: 403, title: "Confirm that it is you" },
  second_factor_needed: { status: 403, title: "Set up a second factor first" },
  // The page was opened by one person, and the browser's session is another's by now.
  other_person: { status: 409, title: "Somebody else is signed in now" },
  not_found: { status: 404, title: "Not found" },
  conflict: { status: 409, title: "This conflicts with what is there already" },
  too_many: { status: 409, title: "There is no room for more" },
  not_connected: { status: 409, title: "This tenant is not connected" },
  payload_too_large: { status: 413, title: "The request is too large" },
  unsupported_media_type: { status: 415, title: "Send JSON" },
  misdirected: { status: 421, title: "This console has another address" },
  check_failed: { status: 422, title: "The check did not pass" },
  too_many_requests: { status: 429, title: "Too many calls" },
  too_many_attempts: { status: 429, title: "Too many attempts" },
  upstream_failed: { status: 424, title: "Qlik Cloud did not do what was asked" },
  unavailable: { status: 503, title: "The console cannot do this right now" },
  internal: { status: 500, title: "Something went wrong in the console" },
} as const;

export type ProblemCode = keyof typeof problemCodes;

export const fieldError = z.object({ path: z.string(), message: z.string() });

/** RFC 9457 problem details, with what Castellan adds. */
export const problem = z.object({
  type: z.string(),
  title: z.string(),
  status: z.number().int(),
  code: z.enum(Object.keys(problemCodes) as [ProblemCode, ...ProblemCode[]]),
  detail: z.string().describe("What happened and what it means."),
  advice: z.string().optional().describe("What to do about it."),
  requestId: z.string(),
  errors: z.array(fieldError).optional(),
  retryAfterSeconds: z.number().int().optional().describe("When to try again; as the header Retry-After."),
  qlik: qlikAnswer.optional(),
  steps: z.array(checkStep).optional().describe("Of a check that failed: every step and its outcome."),
  canStoreAnyway: z.boolean().optional().describe("Whether `storeUnchecked: true` would be accepted."),
});
export type Problem = z.infer<typeof problem>;
