"use client";

import { useQueryClient } from "@tanstack/react-query";
import { useRouter } from "next/navigation";
import { useState } from "react";
import { ConfirmDialog } from "@/components/problems/confirm-dialog";
import { Button } from "@/components/ui/button";
import { toast } from "@/components/ui/toast";
import { call } from "@/lib/client/api";
import type { answerOutward, OutwardAnswer } from "@/lib/contracts/outward";

const words = {
  "takes-over": {
    button: "It takes over…",
    title: "This installation takes over",
    confirm: "It takes over",
    done: "This installation takes over",
  },
  copy: {
    button: "It is a copy…",
    title: "This installation is a copy to look at",
    confirm: "It is a copy",
    done: "It stays a copy to look at",
  },
} as const satisfies Record<OutwardAnswer, object>;

/** Two answers, each behind a dialog that says what follows from it. */
export function OutwardAnswerButtons({ isCopy }: { isCopy: boolean }) {
  const queryClient = useQueryClient();
  const router = useRouter();
  const [asked, setAsked] = useState<OutwardAnswer>("takes-over");
  const [open, setOpen] = useState(false);
  const ask = (answer: OutwardAnswer) => {
    setAsked(answer);
    setOpen(true);
  };
  const answers: readonly OutwardAnswer[] = isCopy ? ["takes-over"] : ["copy", "takes-over"];
  return (
    <div className="flex flex-wrap gap-2">
      {answers.map((answer) => (
        <Button key={answer} size="sm" onClick={() => ask(answer)}>
          {words[answer].button}
        </Button>
      ))}
      <ConfirmDialog
        open={open}
        onOpenChange={setOpen}
        tone="primary"
        title={words[asked].title}
        confirmLabel={words[asked].confirm}
        pendingLabel="Saying so…"
        refused="That was not said"
        perform={() => call<typeof answerOutward>("POST /api/outward/answer", { body: { answer: asked } })}
        onDone={() => {
          toast.success(words[asked].done);
          void queryClient.invalidateQueries();
          // The banner stands in the frame, which the server draws.
          router.refresh();
        }}
      >
        {asked === "takes-over" ? (
          <>
            <p>
              Only when the installation before it is <strong>switched off for good</strong>: two that work on
              the same tenants revoke twice, and each calls untrue what the other does.
            </p>
            <p>
              From then on tenants and tokens are read again by themselves. Revocations that were running are
              paused; whoever resumes one goes on in their own name.
            </p>
          </>
        ) : (
          <p>
            Nothing is done at Qlik by itself, and nothing is revoked or connected here. What you open is read
            when you open it. You can say later that it takes over.
          </p>
        )}
      </ConfirmDialog>
    </div>
  );
}
