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
      return counts.failed + counts.unknown > 0
        ? { tone: "danger", word: "Finished with failures" }
        : { tone: "success", word: "Finished" };
  }
}
