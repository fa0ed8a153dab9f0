import "server-only";
import type { AskHowItEnded } from "../audit/interrupted";
import type { Clock } from "../clock";
import type { Connections } from "./connections";

const PAGE = 100;
/** Of pages; a tenant with more tokens is not searched. */
const AT_MOST = 200;

/** Asks Qlik whether a token is still listed, for a revocation of which nobody wrote down how it ended. */
export function createInterruptedRevocations({
  connections,
  clock,
}: {
  connections: Connections;
  clock: Clock;
}): AskHowItEnded {
  return async (actor, { tenantId, objectId }) => {
    if (tenantId === null || objectId === null) return undefined;
    const { api, prove, unwrap } = await connections.open(actor, "operator", tenantId);
    await prove();
    let cursor: string | undefined;
    for (let read = 0; read < AT_MOST; read += 1) {
      const page = unwrap(await api.oauthTokens.list({ limit: PAGE, cursor }));
      if (page.data.some(({ id }) => id === objectId))
        return { outcome: "failed", detail: `${STOPPED} ${askedAt(clock)} Qlik still listed the token.` };
      if (page.next === null)
        return {
          outcome: "succeeded",
          detail: `${STOPPED} ${askedAt(clock)} Qlik no longer listed the token: it is revoked.`,
        };
      cursor = page.next;
    }
    return undefined;
  };
}

const STOPPED = "The console stopped before it could write down how this ended.";
const askedAt = (clock: Clock) => `Asked at ${clock().toISOString()},`;
