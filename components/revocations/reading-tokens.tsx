import { Progress } from "radix-ui";
import { Skeleton } from "@/components/ui/skeleton";
import type { RevocationReading } from "@/lib/contracts/revocations";
import { numberWord, tenantsWord, tokensWord } from "./tokens-word";

/** While the tokens are read: how far it is, and for whom it waits. One tenant is read in a moment. */
export function ReadingTokens({ reading }: { reading: RevocationReading | undefined }) {
  const many = reading && reading.tenants > 1 ? reading : undefined;
  return (
    <div aria-busy="true" className="flex flex-col gap-2">
      <p>Reading the tokens from Qlik…</p>
      {many ? (
        <ReadingSoFar reading={many} />
      ) : (
        [0, 1, 2].map((line) => <Skeleton key={line} size="h-4 w-full" />)
      )}
    </div>
  );
}

function ReadingSoFar({
  reading: { tenants, done, unread, tokens, waitingFor },
}: {
  reading: RevocationReading;
}) {
  const label = `${numberWord(done)} of ${tenantsWord(tenants)}`;
  const names = waitingFor.map(({ tenantId, tenantName }) => tenantName || tenantId);
  // Named once nothing else is waited for; before that they change all the time.
  const last = names.length > 0 && names.length === tenants - done;
  return (
    <>
      <Progress.Root
        value={done}
        max={tenants}
        aria-label="Tenants read"
        getValueLabel={() => label}
        className="h-2 overflow-hidden rounded-full bg-surface-sunken"
      >
        <Progress.Indicator
          className="h-full bg-accent motion-safe:transition-[width]"
          style={{ width: `${(100 * done) / tenants}%` }}
        />
      </Progress.Root>
      <p className="text-sm">
        {label}, {tokensWord(tokens)} so far{unread > 0 ? `; ${numberWord(unread)} could not be read` : ""}.
      </p>
      {last ? <p className="text-sm">Waiting for {names.join(", ")}. The others are done.</p> : null}
      <p className="text-sm">You can close this; nothing is changed before you confirm.</p>
    </>
  );
}
