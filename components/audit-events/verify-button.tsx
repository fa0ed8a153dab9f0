"use client";

import { useMutation } from "@tanstack/react-query";
import { ShieldCheck } from "lucide-react";
import { useState } from "react";
import { problemNotice } from "@/components/problems/problem-notice";
import { Announce } from "@/components/ui/announce";
import { Button } from "@/components/ui/button";
import { CopyButton } from "@/components/ui/copy-button";
import { Notice } from "@/components/ui/notice";
import { callWithSteps } from "@/lib/client/streams";
import type { ChainReport, verifyAuditChain } from "@/lib/contracts/audit-chain";

const titles: Record<ChainReport["verdict"], string> = {
  whole: "The log is whole",
  broken: "The log was tampered with",
  "cut-off": "The end of the log is gone",
  "key-missing": "The log cannot be verified",
  unproven: "The log holds together, and more is not proven",
};

const tones: Partial<Record<ChainReport["verdict"], "success" | "warning">> = {
  whole: "success",
  unproven: "warning",
};

/** Holds the whole log against its chain, tells how far it is, and what it found. */
export function VerifyLog() {
  const [progress, setProgress] = useState<string>();
  const { mutate, isPending, data, error } = useMutation({
    mutationFn: () =>
      callWithSteps<typeof verifyAuditChain>("POST /api/audit-events/verify", { body: {} }, ({ message }) =>
        setProgress(message),
      ),
    onMutate: () => setProgress(undefined),
  });
  const notice = problemNotice(error, "The log was not verified");
  return (
    <div className="flex flex-col gap-3">
      <div className="flex flex-wrap items-center gap-3">
        <Button onClick={() => mutate()} pending={isPending} pendingLabel="Verifying…">
          <ShieldCheck aria-hidden="true" />
          Verify
        </Button>
        <p className="text-sm text-text-muted tabular-nums">{isPending ? progress : null}</p>
        <Announce>{isPending ? "The log is being verified." : data ? spoken(data) : ""}</Announce>
      </div>
      {data && !isPending ? <Report report={data} /> : null}
      {notice && !isPending ? (
        <Notice tone="danger" title={notice.title} announce>
          {notice.message}
        </Notice>
      ) : null}
    </div>
  );
}

const spoken = ({ verdict, message }: ChainReport): string => `${titles[verdict]}. ${message}`;

function Report({ report: { verdict, message, head } }: { report: ChainReport }) {
  const anchor = head ? `${head.sequence}:${head.mac}` : undefined;
  return (
    <Notice tone={tones[verdict] ?? "danger"} title={titles[verdict]}>
      <p>{message}</p>
      {verdict === "whole" && anchor ? (
        <p className="mt-1 flex flex-wrap items-center gap-x-1">
          Keep its end elsewhere, to prove later that nothing was cut off: entry {head?.sequence}
          <CopyButton value={anchor} label="the anchor" />
        </p>
      ) : null}
      {verdict === "whole" || verdict === "unproven" ? null : (
        <p className="mt-1">
          Keep the database as it is, compare it with a backup, and find out who could write to it.
        </p>
      )}
    </Notice>
  );
}
