import { useMay } from "@/components/providers/person";
import { useSyncOrganizations } from "@/components/tenants/use-sync-organizations";
import { Banner } from "@/components/ui/banner";
import { BidiText } from "@/components/ui/bidi-text";
import { Button } from "@/components/ui/button";
import { RelativeTime } from "@/components/ui/relative-time";
import type { Organization } from "@/lib/contracts/organizations";

/** One banner for each organization whose tenants could not be read, or of whose last reading there is something to tell. */
export function ToldSyncs({ organizations }: { organizations: readonly Organization[] }) {
  const maySync = useMay("operator");
  const { sync, syncing } = useSyncOrganizations();
  return organizations.map((organization) => (
    <Banner
      key={organization.id}
      tone={organization.lastSync?.outcome === "failed" ? "danger" : "warning"}
      action={
        maySync ? (
          <Button size="sm" pending={syncing} pendingLabel="Reading…" onClick={() => sync([organization])}>
            Read again
          </Button>
        ) : undefined
      }
    >
      {organization.lastSync?.outcome === "failed" ? (
        <Failed organization={organization} />
      ) : (
        <>
          <strong className="font-medium">
            <BidiText>{organization.name}</BidiText> lists much less than before
          </strong>
          . {organization.lastSync?.message}
        </>
      )}
    </Banner>
  ));
}

function Failed({ organization: { name, lastSync, lastSyncedAt } }: { organization: Organization }) {
  return (
    <>
      <strong className="font-medium">
        The tenants of <BidiText>{name}</BidiText> could not be read
      </strong>{" "}
      <RelativeTime value={lastSync?.finishedAt} />. {lastSync?.message}{" "}
      {lastSyncedAt ? (
        <>
          What is shown of them is from <RelativeTime value={lastSyncedAt} />.
        </>
      ) : (
        "None of them was read in full so far."
      )}
    </>
  );
}
