import { dehydrate, HydrationBoundary, QueryClient } from "@tanstack/react-query";
import { ConnectionCard } from "@/components/tenants/connection-card";
import { TenantDetails } from "@/components/tenants/tenant-details";
import { TenantHeader } from "@/components/tenants/tenant-header";
import { paths } from "@/lib/client/paths";
import { tenantKeys } from "@/lib/client/queries/tenants";
import { findTenant, requirePage } from "@/lib/server/auth/page-actor";
import { idFrom, type PageProps } from "../../page-props";

export const metadata = { title: "Tenant" };

export default async function TenantPage({ params }: PageProps<{ tenantId: string }>) {
  const tenantId = idFrom((await params).tenantId);
  const tenant = await findTenant(await requirePage(paths.tenant(tenantId)), tenantId);
  const queryClient = new QueryClient();
  queryClient.setQueryData(tenantKeys.one(tenantId), tenant);
  return (
    <HydrationBoundary state={dehydrate(queryClient)}>
      <TenantHeader tenant={tenant} />
      <div className="grid items-start gap-5 lg:grid-cols-[minmax(0,1fr)_minmax(20rem,26rem)]">
        <TenantDetails tenant={tenant} />
        <ConnectionCard tenantId={tenantId} />
      </div>
    </HydrationBoundary>
  );
}
