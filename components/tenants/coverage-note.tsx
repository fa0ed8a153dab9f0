import { Link } from "@/components/ui/link";
import { paths } from "@/lib/client/paths";
import type { Coverage } from "@/lib/contracts/coverage";
import { lookedInWords, notConnectedWords, unreadWords } from "@/lib/contracts/coverage-words";

/**
 * "In 20 of 60 tenants; 40 are not connected.", with the way to those. It is text of a sentence and stands where the
 * caller puts it; without tenants there is nothing to say.
 */
export function CoverageNote({ coverage }: { coverage: Coverage }) {
  if (coverage.tenants === 0) return null;
  const missing = notConnectedWords(coverage);
  const unread = unreadWords(coverage);
  return (
    <>
      {lookedInWords(coverage)}
      {missing === undefined ? null : (
        <>
          {"; "}
          <Link href={paths.tenantsOf({ connection: "none" })}>{missing}</Link>
        </>
      )}
      {unread === undefined ? null : `${missing === undefined ? "; " : ", "}${unread}`}.
    </>
  );
}
