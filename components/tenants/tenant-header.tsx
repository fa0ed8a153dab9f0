import { tabsFor } from "@/components/shell/page-lists";
import { BidiText } from "@/components/ui/bidi-text";
import { Breadcrumbs } from "@/components/ui/breadcrumbs";
import { Hostname } from "@/components/ui/hostname";
import { ExternalLink } from "@/components/ui/link";
import { NavTabs } from "@/components/ui/nav-tabs";
import { PageHeader } from "@/components/ui/page-header";
import { paths } from "@/lib/client/paths";
import type { Person } from "@/lib/contracts/people";
import { covers } from "@/lib/contracts/roles";
import type { Tenant } from "@/lib/contracts/tenants";
import { TenantStatusBadge } from "./tenant-status";

/** The head of each of a tenant's pages. */
export function TenantHeader({ tenant, person }: { tenant: Tenant; person: Person }) {
  const [hostname] = tenant.hostnames;
  return (
    <PageHeader
      title={<BidiText wrap>{tenant.name}</BidiText>}
      badge={<TenantStatusBadge status={tenant.status} />}
      breadcrumb={
        <Breadcrumbs crumbs={[{ label: "Tenants", href: paths.tenants }, { label: tenant.name }]} />
      }
      description={
        hostname ? (
          <span className="flex flex-wrap items-center gap-x-4 gap-y-1">
            <Hostname value={hostname} />
            <ExternalLink alone href={`https://${hostname}/`} className="text-sm">
              Open the tenant
            </ExternalLink>
            <ExternalLink alone href={`https://${hostname}/console`} className="text-sm">
              Open its administration
            </ExternalLink>
          </span>
        ) : undefined
      }
    >
      <NavTabs
        label="Parts of the tenant"
        tabs={[
          ...tabsFor(person.role, "/tenants/[tenantId]", { tenantId: tenant.id }),
          ...(covers(person.role, "auditor")
            ? [{ label: "Activity", href: paths.activityOf({ tenant: tenant.id }) }]
            : []),
        ]}
      />
    </PageHeader>
  );
}
