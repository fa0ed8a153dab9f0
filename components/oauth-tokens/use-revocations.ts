"use client";

import { useCallback, useState } from "react";
import { revoke as revokeAtQlik } from "@/lib/client/queries/oauth-tokens";
import type { OAuthToken, RevocationOutcome } from "@/lib/contracts/oauth-tokens";

/** What became of a token while this page was open; only what Qlik has answered. */
export interface Revocation {
  readonly outcome: RevocationOutcome;
  readonly at: string;
}

type TokenPlace = Pick<OAuthToken, "tenantId" | "id">;

const nameOf = ({ tenantId, id }: TokenPlace) => `${tenantId} ${id}`;

/** Revokes tokens and remembers how that went until the list is read again. */
export function useRevocations() {
  const [revocations, setRevocations] = useState<Readonly<Record<string, Revocation>>>({});

  async function revoke({ tenantId, id }: TokenPlace, reason: string): Promise<RevocationOutcome> {
    const outcome = await revokeAtQlik(tenantId, id, reason);
    const revocation = { outcome, at: new Date().toISOString() };
    setRevocations((all) => ({ ...all, [nameOf({ tenantId, id })]: revocation }));
    return outcome;
  }

  // The same until one more is revoked: rows that show it are not made anew for it.
  const of = useCallback(
    (token: TokenPlace): Revocation | undefined => revocations[nameOf(token)],
    [revocations],
  );
  return {
    of,
    revoke,
    forget: () => setRevocations({}),
  };
}
