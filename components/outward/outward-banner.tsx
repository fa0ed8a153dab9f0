import { Banner } from "@/components/ui/banner";
import type { OutwardHold } from "@/lib/contracts/outward";
import { OutwardAnswers } from "./outward-answers";

/** Two consoles that believe to be one would both revoke: said on every page until somebody has said which this is. */
export function OutwardBanner({ hold, mayAnswer }: { hold: OutwardHold; mayAnswer: boolean }) {
  const { because, copy } = hold;
  return (
    <Banner tone="warning" action={mayAnswer ? <OutwardAnswers isCopy={copy !== null} /> : null}>
      <strong className="font-medium">
        {copy ? "A copy to look at." : "Nobody has said yet which installation this is."}
      </strong>{" "}
      {because} Until {copy ? "it takes over" : "then"}, nothing is done at Qlik Cloud by itself, and nothing
      is revoked or connected. {mayAnswer ? "" : "An administrator can say so here."}
    </Banner>
  );
}
