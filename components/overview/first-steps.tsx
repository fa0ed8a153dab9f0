import { ButtonLink } from "@/components/ui/link";
import { paths } from "@/lib/client/paths";

const steps = [
  { title: "Connect your organization", text: "One OAuth client from My Qlik shows every tenant you own." },
  { title: "Connect a tenant", text: "An OAuth client of the tenant shows its people and their tokens." },
  { title: "Take a token away", text: "Open a person, choose a token, revoke it." },
];

/** What to do on the first day; gone as soon as there is a tenant. */
export function FirstSteps({ mayConnect }: { mayConnect: boolean }) {
  return (
    <section className="max-w-2xl rounded-lg border bg-surface-raised p-6 shadow-raised">
      <h2 className="font-semibold text-lg">
        {mayConnect ? "Three steps to the first revoked token" : "Nothing is connected yet"}
      </h2>
      {mayConnect ? (
        <>
          <ol className="mt-4 flex flex-col gap-4">
            {steps.map((step, index) => (
              <li key={step.title} className="grid grid-cols-[1.75rem_minmax(0,1fr)] gap-x-3">
                <span
                  aria-hidden="true"
                  className="grid size-7 place-items-center rounded-full bg-accent-soft font-semibold text-accent-text text-sm"
                >
                  {index + 1}
                </span>
                <div>
                  <p className="font-medium">{step.title}</p>
                  <p className="text-sm text-text-muted">{step.text}</p>
                </div>
              </li>
            ))}
          </ol>
          <div className="mt-6 flex flex-wrap gap-2">
            <ButtonLink href={paths.newOrganization} variant="primary">
              Connect an organization
            </ButtonLink>
            <ButtonLink href={paths.newTenant()}>I have only one tenant</ButtonLink>
          </div>
        </>
      ) : (
        <p className="mt-1 text-sm text-text-muted">
          An administrator of this console can connect your organization; then its tenants are here.
        </p>
      )}
    </section>
  );
}
