import { Check } from "lucide-react";
import { cn } from "@/components/ui/cn";
import { ButtonLink } from "@/components/ui/link";
import { paths } from "@/lib/client/paths";

const steps = [
  { title: "Connect your organization", text: "One OAuth client from My Qlik shows every tenant you own." },
  { title: "Connect a tenant", text: "An OAuth client of the tenant shows its users and their tokens." },
  { title: "Revoke a token", text: "Open a user, choose a token, revoke it." },
];

interface FirstStepsProps {
  readonly mayConnect: boolean;
  readonly tenants: number;
  readonly organizations: number;
}

/** What to do on the first day, and how far that is; to be left out as soon as a tenant is connected. */
export function FirstSteps({ mayConnect, tenants, organizations }: FirstStepsProps) {
  const done = tenants > 0 || organizations > 0 ? 1 : 0;
  return (
    <section className="max-w-2xl rounded-lg border bg-surface-raised p-6 shadow-raised">
      <h2 className="font-semibold text-lg">{mayConnect ? titles[done] : waiting[done].title}</h2>
      {mayConnect ? (
        <>
          <ol className="mt-4 flex flex-col gap-4">
            {steps.map((step, index) => (
              <Step
                key={step.title}
                {...step}
                place={index + 1}
                isDone={index < done}
                isNext={index === done}
              />
            ))}
          </ol>
          <div className="mt-6 flex flex-wrap gap-2">
            {done === 0 ? (
              <>
                <ButtonLink href={paths.newOrganization} variant="primary">
                  Connect an organization
                </ButtonLink>
                <ButtonLink href={paths.newTenant()}>I have only one tenant</ButtonLink>
              </>
            ) : (
              <>
                {tenants > 0 ? (
                  <ButtonLink href={paths.tenants} variant="primary">
                    Choose a tenant
                  </ButtonLink>
                ) : null}
                <ButtonLink href={paths.newTenant()}>Connect by hostname</ButtonLink>
                <ButtonLink href={paths.connectMany}>Connect many</ButtonLink>
              </>
            )}
          </div>
        </>
      ) : (
        <p className="mt-1 text-sm text-text-muted">{waiting[done].text}</p>
      )}
    </section>
  );
}

const titles = ["Three steps to the first revoked token", "Next: connect a tenant"] as const;

/** For those who may not connect anything: whom they wait for. */
const waiting = [
  {
    title: "Nothing is connected yet",
    text: "An administrator of this console can connect your organization; then its tenants are here.",
  },
  {
    title: "No tenant is connected yet",
    text: "An administrator of this console can connect tenants; then their people and tokens are here.",
  },
] as const;

function Step(step: { title: string; text: string; place: number; isDone: boolean; isNext: boolean }) {
  return (
    <li
      aria-current={step.isNext ? "step" : undefined}
      className="grid grid-cols-[1.75rem_minmax(0,1fr)] gap-x-3"
    >
      <span
        aria-hidden="true"
        className={cn(
          "grid size-7 place-items-center rounded-full border border-transparent font-semibold text-sm",
          step.isDone ? "bg-success-soft text-success" : "bg-accent-soft text-accent-text",
        )}
      >
        {step.isDone ? <Check className="size-4" /> : step.place}
      </span>
      <div>
        <p className="font-medium">
          {step.title}
          {step.isDone ? <span className="font-normal text-sm text-success"> · done</span> : null}
        </p>
        <p className="text-sm text-text-muted">{step.text}</p>
      </div>
    </li>
  );
}
