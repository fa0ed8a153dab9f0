import { QlikSaid } from "@/components/problems/problem-message";
import { ExternalLink } from "@/components/ui/link";
import { Steps } from "@/components/ui/steps";
import { type CheckStep, checkStepLabels } from "@/lib/contracts/checks";

/** The steps of a check as they pass; the failing one explains itself. */
export function CheckSteps({ steps }: { steps: readonly CheckStep[] }) {
  return (
    <Steps
      label="Steps of the check"
      steps={steps.map((step) => ({
        id: step.id,
        label: checkStepLabels[step.id],
        state: step.state,
        message: step.message,
        advice: <Advice step={step} />,
      }))}
    />
  );
}

function Advice({ step: { advice, learnMoreUrl, qlik } }: { step: CheckStep }) {
  return (
    <div className="flex flex-col gap-1">
      <p>
        {advice} {learnMoreUrl ? <ExternalLink href={learnMoreUrl}>Qlik's page about it</ExternalLink> : null}
      </p>
      {qlik ? (
        <p className="flex flex-wrap gap-x-3 font-mono text-xs">
          <QlikSaid answer={qlik} />
        </p>
      ) : null}
    </div>
  );
}
