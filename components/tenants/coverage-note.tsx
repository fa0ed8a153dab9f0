import { Link } from "@/components/ui/link";
import { paths } from "@/lib/client/paths";
import type { Coverage } from "@/lib/contracts/coverage";

const number = new Intl.NumberFormat("en");

/**
 * "In 20 of 60 tenants; 40 are not connected.", with the way to those. It is text of a sentence and stands where the
 * caller puts it; without tenants there is nothing to say.
 */
export function CoverageNote({ coverage: { tenants, connected, readable } }: { coverage: Coverage }) {
  if (tenants === 0) return null;
  const missing = tenants - connected;
  const unread = connected - readable;
  return (
    <>
      {lookedAt(tenants, readable)}
      {missing > 0 ? (
        <>
          {"; "}
          <Link href={paths.tenantsOf({ connection: "none" })}>{areWord(missing)} not connected</Link>
        </>
      ) : null}
      {unread > 0 ? `${missing > 0 ? ", " : "; "}${number.format(unread)} could not be read` : null}.
    </>
  );
}

function lookedAt(tenants: number, readable: number): string {
  if (readable === 0)
    return tenants === 1 ? "Not in the only tenant" : `In none of ${number.format(tenants)} tenants`;
  if (readable < tenants) return `In ${number.format(readable)} of ${number.format(tenants)} tenants`;
  return tenants === 1 ? "In the only tenant" : `In all ${number.format(tenants)} tenants`;
}

const areWord = (count: number) => `${number.format(count)} ${count === 1 ? "is" : "are"}`;
