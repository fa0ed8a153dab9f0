import { CirclePause, LoaderCircle } from "lucide-react";
import { Status } from "@/components/ui/status";
import type { Tone } from "@/components/ui/tone";
import type { Revocation } from "@/lib/contracts/revocations";

/** Where a revocation stands, as colour, icon and word. */
export function RevocationStatus({ revocation }: { revocation: Revocation }) {
  const { tone, word, icon } = standing(revocation);
  return (
    <Status tone={tone} icon={icon}>
      {word}
    </Status>
  );
}

function standing({ state, counts }: Revocation): { tone: Tone; word: string; icon?: React.ReactNode } {
  // What was sent before it was stopped is still open.
  if (counts.underWay > 0 && state !== "running")
    return {
      tone: "warning",
      word: state === "cancelled" ? "Cancelling" : "Pausing",
      icon: <LoaderCircle aria-hidden="true" className="motion-safe:animate-spin" />,
    };
  switch (state) {
    case "running":
      return {
        tone: "info",
        word: "Running",
        icon: <LoaderCircle aria-hidden="true" className="motion-safe:animate-spin" />,
      };
    case "paused":
      return { tone: "warning", word: "Paused", icon: <CirclePause aria-hidden="true" /> };
    case "cancelled":
      return { tone: "neutral", word: "Cancelled" };
    case "preview":
      return { tone: "neutral", word: "Not started" };
    case "finished":
      if (counts.failed > 0) return { tone: "danger", word: "Finished with failures" };
      return counts.unknown > 0
        ? { tone: "warning", word: "Finished, not all known" }
        : { tone: "success", word: "Finished" };
  }
}
