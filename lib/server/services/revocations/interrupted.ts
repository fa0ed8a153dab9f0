import "server-only";
import type { AskHowItEnded } from "../../audit/interrupted";
import type { Clock } from "../../clock";
import { createOAuthTokens } from "../../qlik/resources/oauth-tokens";
import { err } from "../../result";
import type { Store } from "../../store/store";
import type { Connections } from "../connections/connections";
import { readListedTokens, whereaboutsOf } from "./listed-tokens";
import { listQuestionAbout } from "./one-token";

/** Asks Qlik whether a token is still listed, for a revocation of which nobody wrote down how it ended. */
export function createInterruptedRevocations({
  store,
  connections,
  clock,
}: {
  store: Pick<Store, "tokenListings">;
  connections: Connections;
  clock: Clock;
}): AskHowItEnded {
  return async (_actor, { tenantId, objectId }) => {
    if (tenantId === null || objectId === null) return undefined;
    const { api, prove, unwrap } = await connections.openUnasked({ tenantId });
    await prove();
    const oauthTokens = api.of(createOAuthTokens);
    const listed = await readListedTokens(oauthTokens, await listQuestionAbout(tenantId, objectId, store));
    if (listed.doubt?.error && !listed.doubt.passes) unwrap(err(listed.doubt.error));
    const asked = `${STOPPED} Asked at ${clock().toISOString()},`;
    switch (whereaboutsOf(objectId, listed)) {
      case "listed":
        return { outcome: "failed", detail: `${asked} Qlik still listed the token.` };
      case "gone":
        return { outcome: "succeeded", detail: `${asked} Qlik no longer listed the token: it is revoked.` };
      case "unknown":
        return {
          outcome: "unknown",
          detail: `${asked} it could not be found out: ${listed.doubt?.message ?? ""}`,
        };
    }
  };
}

const STOPPED = "The console stopped before it could write down how this ended.";
