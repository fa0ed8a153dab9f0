import "server-only";
import type { Secret } from "@/lib/contracts/secret";
import { textOf } from "./decoded-body";
import { isErrorOfQlik, readErrorBody } from "./error-bodies";
import { meaningOf, type QlikError, type QlikErrorDetails, type QlikErrorKind } from "./errors";
import { type Asked, answered, doubt, forbiddenAdvice, isRead, isTokenRequest } from "./requests-told";
import { retryAfterMs } from "./retry-after";
import type { HttpAnswer } from "./transport";

/**
 * The meaning of an answer that is no success.
 * @param secrets what was sent along and may be echoed
 * @param now milliseconds since the epoch, for `retryAt`
 */
export function errorOfAnswer(
  answer: HttpAnswer,
  asked: Asked,
  context: { readonly secrets: readonly Secret[]; readonly now: number },
): QlikError {
  const said = readErrorBody(textOf(answer.body), context.secrets);
  const kind = kindOf(answer, said, asked);
  const { meaning, advice } = words(kind, asked, said);
  return {
    kind,
    message: `${answered(answer.status, said.code)}: ${meaning}${meaningOf({ kind }).mayHaveHappened ? doubt(asked) : ""}`,
    advice,
    host: asked.host,
    status: answer.status,
    ...said,
    ...(answer.mayHaveArrivedBefore ? { mayHaveArrivedBefore: true } : {}),
    ...(kind === "rate-limited"
      ? { retryAt: new Date(context.now + retryAfterMs(answer, context.now)) }
      : {}),
  };
}

function kindOf(answer: HttpAnswer, said: QlikErrorDetails, asked: Asked): QlikErrorKind {
  const { status } = answer;
  const { code } = said;
  // No source names a code for it; what Qlik says in words is all there is to tell it by.
  if (status >= 400 && status <= 403 && speaksOfConsent(said)) return "consent-not-trusted";
  if (status === 401) {
    // Two pages of the vendor give two codes for the same thing (FACTS.md section 10).
    if (code === "TENANT_DEACTIVATED" || code === "TENANT_DISABLED") return "tenant-deactivated";
    if (code === "LOGIN-2") return "host-unknown";
    return isTokenRequest(asked) ? "credentials-refused" : "access-token-refused";
  }
  if (status === 408) return "timed-out";
  if (status === 429) return "rate-limited";
  if (status >= 500) return "unavailable";
  // "Not found" lets a revocation count as done, and a refusal lets it count as not done: both must come from the API.
  const isChange = !isRead(asked) && !isTokenRequest(asked);
  if (status >= 400 && (isChange || status === 404) && !isErrorOfQlik(answer)) return "unexpected-answer";
  if (status === 403) return isTokenRequest(asked) ? "too-many-tokens-or-disabled" : "forbidden";
  if (status === 404) return isTokenRequest(asked) ? "unexpected-answer" : "not-found";
  if (status >= 400) return "bad-request";
  if (status >= 300) return "redirected";
  return "unexpected-answer";
}

const speaksOfConsent = ({ code, title, detail }: QlikErrorDetails): boolean =>
  [code, title, detail].some((text) => text !== undefined && /consent/i.test(text));

function words(
  kind: QlikErrorKind,
  asked: Asked,
  said: QlikErrorDetails,
): { meaning: string; advice: string } {
  switch (kind) {
    case "tenant-deactivated":
      return {
        meaning: "this tenant has been deactivated.",
        advice: "Reactivate it in My Qlik, or remove its credential.",
      };
    case "host-unknown":
      return {
        meaning: `there is no tenant at ${asked.host}.`,
        advice: "Check the hostname; if the tenant's alias was changed, use its first hostname.",
      };
    case "credentials-refused":
      return {
        meaning: "the client ID and the client secret are not accepted there.",
        advice:
          "Check that both belong to the same OAuth client and that it was made for this host. If the secret was replaced or deleted at Qlik, enter a new one.",
      };
    case "access-token-refused":
      return {
        meaning: "the access token is not accepted, nor is a new one.",
        advice:
          "Verify the credential. If the OAuth client was deleted or disabled at Qlik, connect another one.",
      };
    case "forbidden":
      return {
        meaning: "this OAuth client may not do that, or the feature is not enabled.",
        advice: forbiddenAdvice(asked),
      };
    case "consent-not-trusted":
      return {
        meaning: "the OAuth client waits for a person's consent, which a console cannot give.",
        advice: 'Set the consent method of the OAuth client to "Trusted" at Qlik, then try again.',
      };
    case "too-many-tokens-or-disabled":
      return {
        meaning: "the OAuth client's own user is disabled, or it has the maximum number of access tokens.",
        advice: `Enable the client's user in the tenant, or revoke some of its tokens. ${forbiddenAdvice(asked)}`,
      };
    case "not-found":
      return {
        meaning: "what was asked for does not exist there.",
        advice: "It may have been removed meanwhile. Refresh, and try again if it should be there.",
      };
    case "rate-limited":
      return {
        meaning: "too many requests of this kind were sent to it.",
        advice: "Wait until the time named, then try again.",
      };
    case "timed-out":
      return { meaning: "the request took too long.", advice: "Try again in a moment." };
    case "unavailable":
      return {
        meaning: "the service has a problem of its own.",
        advice:
          "Try again in a few minutes. If it stays, look at Qlik's status page and give Qlik the trace id.",
      };
    case "redirected":
      return {
        meaning: "it points to another address. It was not followed, so that no secret goes astray.",
        advice: "Check the hostname; if the tenant's alias was changed, use its first hostname.",
      };
    case "not-json":
    case "unexpected-answer":
      return {
        meaning: "this is not an answer of Qlik's API.",
        advice: "Check the hostname, and that nothing stands between this console and Qlik Cloud.",
      };
    default:
      return {
        meaning: said.title
          ? "the request is not accepted."
          : "the request is not accepted, without a reason.",
        advice: isTokenRequest(asked)
          ? `Check the credential. ${forbiddenAdvice(asked)}`
          : "If it happens again, report it together with the trace id.",
      };
  }
}
