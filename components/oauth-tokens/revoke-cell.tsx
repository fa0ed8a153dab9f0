"use client";

import { useEffect, useRef } from "react";
import { Button } from "@/components/ui/button";
import { RelativeTime } from "@/components/ui/relative-time";
import { Status } from "@/components/ui/status";
import type { OAuthToken } from "@/lib/contracts/oauth-tokens";
import type { Revocation } from "./use-revocations";

interface RevokeCellProps {
  readonly token: OAuthToken;
  readonly revocation: Revocation | undefined;
  readonly onRevoke: () => void;
  /** There is little room: without by whom and when. */
  readonly brief?: boolean;
}

/** The way out of a token, and afterwards when it was taken. */
export function RevokeCell({ token, revocation, onRevoke, brief = false }: RevokeCellProps) {
  if (revocation) return <Revoked revocation={revocation} brief={brief} />;
  return (
    <Button size="sm" variant="danger-ghost" title={`Revoke token ${token.id}`} onClick={onRevoke}>
      Revoke
    </Button>
  );
}

function Revoked({ revocation: { outcome, at }, brief }: { revocation: Revocation; brief: boolean }) {
  const word = outcome === "revoked" ? "Revoked" : "Already gone";
  const here = useRef<HTMLSpanElement>(null);
  // The button that the dialog came from is gone: the focus goes to what stands in its place.
  useEffect(() => here.current?.focus(), []);
  return (
    <span ref={here} tabIndex={-1} className="rounded-sm px-2 text-sm outline-offset-2">
      <Status tone={outcome === "revoked" ? "success" : "neutral"}>
        {brief ? (
          word
        ) : (
          <>
            {outcome === "revoked" ? `${word} by you ` : `${word} `}
            <RelativeTime value={at} />
          </>
        )}
      </Status>
    </span>
  );
}
