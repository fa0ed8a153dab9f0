"use client";

import type { ReactNode } from "react";
import { useMay } from "@/components/providers/person";
import { BidiText } from "@/components/ui/bidi-text";
import { Breadcrumbs } from "@/components/ui/breadcrumbs";
import { Hostname } from "@/components/ui/hostname";
import { ExternalLink } from "@/components/ui/link";
import { NavTabs } from "@/components/ui/nav-tabs";
import { PageHeader } from "@/components/ui/page-header";
import { paths } from "@/lib/client/paths";
import type { Tenant } from "@/lib/contracts/tenants";
import { TenantStatusBadge } from "./tenant-status";

/** The head of each of a tenant's pages. */
export function TenantHeader({ tenant, actions }: { tenant: Tenant; actions?: ReactNode }) {
  const [hostname] = tenant.hostnames;
  const maySeeActivity = useMay("admin");
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
      actions={actions}
    >
      <NavTabs
        label="Parts of the tenant"
        tabs={[
          { label: "Overview", href: paths.tenant(tenant.id) },
          { label: "Users", href: paths.users(tenant.id) },
          { label: "Tokens", href: paths.tenantTokens(tenant.id) },
          { label: "History", href: paths.tenantHistory(tenant.id) },
          ...(maySeeActivity ? [{ label: "Activity", href: paths.activityOf({ tenant: tenant.id }) }] : []),
        ]}
      />
    </PageHeader>
  );
}
