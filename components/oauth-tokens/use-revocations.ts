"use client";

import { useState } from "react";
import { revoke as revokeAtQlik } from "@/lib/client/queries/oauth-tokens";
import type { RevocationOutcome } from "@/lib/contracts/oauth-tokens";

/** What became of a token while this page was open; only what Qlik has answered. */
export interface Revocation {
  readonly outcome: RevocationOutcome;
  readonly at: string;
}

/** Revokes tokens and remembers how that went until the list is read again. */
export function useRevocations(tenantId: string) {
  const [revocations, setRevocations] = useState<Readonly<Record<string, Revocation>>>({});

  async function revoke(tokenId: string, reason: string): Promise<RevocationOutcome> {
    const outcome = await revokeAtQlik(tenantId, tokenId, reason);
    setRevocations((all) => ({ ...all, [tokenId]: { outcome, at: new Date().toISOString() } }));
    return outcome;
  }

  return { revocations, revoke, forget: () => setRevocations({}) };
}
