import { useMay } from "@/components/providers/person";
import { useSyncOrganizations } from "@/components/tenants/use-sync-organizations";
import { Banner } from "@/components/ui/banner";
import { BidiText } from "@/components/ui/bidi-text";
import { Button } from "@/components/ui/button";
import { RelativeTime } from "@/components/ui/relative-time";
import type { Organization } from "@/lib/contracts/organizations";

/** One banner for each organization whose tenants could not be read. */
export function FailedSyncs({ failed }: { failed: readonly Organization[] }) {
  const maySync = useMay("operator");
  const { sync, syncing } = useSyncOrganizations();
  return failed.map((organization) => (
    <Banner
      key={organization.id}
      tone="danger"
      action={
        maySync ? (
          <Button size="sm" pending={syncing} pendingLabel="Reading…" onClick={() => sync([organization])}>
            Read again
          </Button>
        ) : undefined
      }
    >
      <strong className="font-medium">
        The tenants of <BidiText>{organization.name}</BidiText> could not be read
      </strong>{" "}
      <RelativeTime value={organization.lastSync?.finishedAt} />. {organization.lastSync?.message}{" "}
      {organization.lastSyncedAt ? (
        <>
          What is shown of them is from <RelativeTime value={organization.lastSyncedAt} />.
        </>
      ) : (
        "None of them was read in full so far."
      )}
    </Banner>
  ));
}
