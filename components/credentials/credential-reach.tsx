"use client";

import { useQuery } from "@tanstack/react-query";
import { tenantsWords } from "@/components/organizations/shared-tenants";
import { RegionName } from "@/components/tenants/region-name";
import { RelativeTime } from "@/components/ui/relative-time";
import { Status } from "@/components/ui/status";
import { organizationsQuery } from "@/lib/client/queries/organizations";
import type { ListedCredential } from "@/lib/contracts/credential-list";

/** What the console works with by this credential; of an organization also how old what it lists is. */
export function CredentialReach({ credential }: { credential: ListedCredential }) {
  const { level, organizationId, regionCode } = credential;
  if (level === "organization") return <OrganizationReach organizationId={organizationId} />;
  if (level === "region" && regionCode !== null) return <RegionName code={regionCode} />;
  return <span className="text-text-muted">This tenant</span>;
}

function OrganizationReach({ organizationId }: Pick<ListedCredential, "organizationId">) {
  const { data } = useQuery(organizationsQuery());
  const organization = data?.data.find(({ id }) => id === organizationId);
  if (!organization) return <span className="text-text-muted">Its tenants</span>;
  const { lastSync, lastSyncedAt } = organization;
  const tenants = tenantsWords(organization);
  if (lastSync?.outcome === "running")
    return <Status tone="info">Reading, {lastSync.tenantsRead.toLocaleString("en")} so far</Status>;
  if (lastSync?.outcome === "failed")
    return (
      <Status tone="danger" detail={lastSync.message ?? undefined}>
        {tenants}, not read <RelativeTime value={lastSync.finishedAt} />
      </Status>
    );
  return (
    <span className="truncate" title={organization.elsewhere.length > 0 ? tenants : undefined}>
      {tenants}
      <span className="text-text-muted">
        , read <RelativeTime value={lastSyncedAt} fallback="never" />
      </span>
    </span>
  );
}
