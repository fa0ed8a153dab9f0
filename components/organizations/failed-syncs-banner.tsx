"use client";

import { useMay } from "@/components/providers/person";
import { useSyncOrganizations } from "@/components/tenants/use-sync-organizations";
import { Banner } from "@/components/ui/banner";
import { BidiText } from "@/components/ui/bidi-text";
import { Button } from "@/components/ui/button";
import { RelativeTime } from "@/components/ui/relative-time";
import { useWatchedSyncs } from "./use-watched-syncs";

/** Says on every page which organization could not be read, why, and how old what is shown of it is. */
export function FailedSyncsBanner() {
  const failed = useWatchedSyncs().filter(({ lastSync }) => lastSync?.outcome === "failed");
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
