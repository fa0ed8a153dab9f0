import type { ReactNode } from "react";
import { ExternalLink } from "@/components/ui/link";

function Guide({ title, children, notes }: { title: string; children: ReactNode; notes: ReactNode }) {
  return (
    <section className="flex flex-col gap-3 text-sm">
      <h2 className="font-semibold text-base">{title}</h2>
      <ol className="flex list-decimal flex-col gap-2 pl-5 marker:text-text-faint">{children}</ol>
      <div className="flex flex-col gap-2 text-text-muted">{notes}</div>
    </section>
  );
}

/** How to make the OAuth client of an organization (FACTS.md sections 1 and 4). */
export function OrganizationClientGuide() {
  return (
    <Guide
      title="Make an organization-level OAuth client"
      notes={
        <>
          <p>
            It lists the tenants of all your subscriptions and regions. It cannot look into a tenant: connect
            those one by one.
          </p>
          <p>Qlik Cloud Government has no organization level: connect its tenants by their hostnames.</p>
          <ExternalLink
            alone
            href="https://help.qlik.com/en-US/cloud-services/Subsystems/Hub/Content/Sense_Hub/Admin/create-oauth-client-for-organization.md"
          >
            Qlik's page about it
          </ExternalLink>
        </>
      }
    >
      <li>
        As service account owner, open{" "}
        <ExternalLink href="https://console.qlikcloud.com/admin/oauth">
          the OAuth page of My Qlik
        </ExternalLink>
        .
      </li>
      <li>
        Create a client with the scope <code className="font-mono">cloud-console.tenants:read</code>.
      </li>
      <li>Copy the client ID and the client secret. Qlik shows the secret once.</li>
    </Guide>
  );
}

/** How to make the OAuth client of a tenant (FACTS.md sections 1 to 3). */
export function TenantClientGuide() {
  return (
    <Guide
      title="Make an OAuth client for the tenant"
      notes={
        <>
          <p>
            The first use of a client makes a bot user in the tenant, with the rights of a tenant
            administrator: the check, too, is such a use.
          </p>
          <p>A region-level client serves as well, for each tenant of its region.</p>
          <ExternalLink alone href="https://qlik.dev/authenticate/oauth/">
            Qlik's page about it
          </ExternalLink>
        </>
      }
    >
      <li>
        In the tenant's Administration, under OAuth, create a client of type Web with machine-to-machine (M2M)
        allowed.
      </li>
      <li>
        Give it the scope <code className="font-mono">admin_classic</code>: no narrower one covers OAuth
        tokens.
      </li>
      <li>
        Change its consent method to <strong className="font-medium">Trusted</strong>.
      </li>
      <li>Copy the client ID and the client secret. Qlik shows the secret once.</li>
    </Guide>
  );
}

/** How to make the OAuth client of a region (FACTS.md sections 1 and 2). */
export function RegionClientGuide() {
  return (
    <Guide
      title="Make a region-level OAuth client"
      notes={
        <>
          <p>
            It reaches all tenants of one license in one region, and needs a subscription with more than one
            tenant. Its scopes are fixed and hold <code className="font-mono">admin_classic</code>.
          </p>
          <p>
            The console asks for an access token at each tenant by itself. The first one makes a bot user
            there; when the client is deleted, its bot users stay.
          </p>
          <ExternalLink alone href="https://qlik.dev/authenticate/oauth/create/create-region-oauth-client/">
            Qlik's page about it
          </ExternalLink>
        </>
      }
    >
      <li>
        As service account owner, open{" "}
        <ExternalLink href="https://console.qlikcloud.com/">My Qlik</ExternalLink> and create a client for the
        region: there is one per region.
      </li>
      <li>Copy the client ID and the client secret. Refreshing the secret there replaces it.</li>
      <li>Enter both here once, and choose the tenants of that region.</li>
    </Guide>
  );
}

/** What a file for many tenants looks like. */
export function CsvGuide() {
  return (
    <Guide
      title="What the file looks like"
      notes={
        <>
          <p>
            Commas, semicolons or tabs between; the headings may be left out. A tenant twice in a file is
            taken once. At most 2,000 rows.
          </p>
          <p>
            The secrets are encrypted as soon as they arrive and never come back to the browser. Nothing is
            asked of Qlik before you say so.
          </p>
        </>
      }
    >
      <li>
        First line: <code className="font-mono">hostname, client id, client secret</code>
      </li>
      <li>
        One line per tenant, with an OAuth client of that tenant: type Web with machine-to-machine (M2M),
        scope <code className="font-mono">admin_classic</code>, consent method{" "}
        <strong className="font-medium">Trusted</strong>.
      </li>
    </Guide>
  );
}
