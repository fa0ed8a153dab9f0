import { BidiText } from "@/components/ui/bidi-text";
import { Card } from "@/components/ui/card";
import { Link } from "@/components/ui/link";
import { RelativeTime } from "@/components/ui/relative-time";
import { paths } from "@/lib/client/paths";
import type { Overview } from "@/lib/contracts/overview";

/** How old the oldest of what is shown is. */
export function FreshnessCard({ oldest }: Pick<Overview, "oldest">) {
  return (
    <Card title="Oldest data">
      {oldest ? (
        <p className="text-sm">
          <Link href={`${paths.tenants}?organization=${encodeURIComponent(oldest.organizationId)}`}>
            <BidiText>{oldest.name}</BidiText>
          </Link>{" "}
          {oldest.lastSyncedAt ? (
            <>
              was read in full <RelativeTime value={oldest.lastSyncedAt} />.
            </>
          ) : (
            "was never read in full."
          )}{" "}
          <span className="text-text-muted">
            <Link href={paths.credentials}>When organizations are read</Link>
          </span>
        </p>
      ) : (
        <p className="text-sm text-text-muted">
          No organization is connected; its tenants were connected one by one.
        </p>
      )}
    </Card>
  );
}
