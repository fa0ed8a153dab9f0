import { dehydrate, HydrationBoundary, QueryClient } from "@tanstack/react-query";
import { findTenant, requirePage } from "@/app/_page/open-page";
import { ConnectionCard } from "@/components/tenants/connection-card";
import { LicenseCard } from "@/components/tenants/license-card";
import { SubscriptionCard } from "@/components/tenants/subscription-card";
import { TenantDetails } from "@/components/tenants/tenant-details";
import { TenantHeader } from "@/components/tenants/tenant-header";
import { paths } from "@/lib/client/paths";
import { organizationsQuery } from "@/lib/client/queries/organizations";
import { tenantKeys } from "@/lib/client/queries/tenant-keys";
import { idFrom, type PageProps } from "../../page-props";
import { tenantTitle } from "./tenant-title";

export const generateMetadata = tenantTitle("/tenants/[tenantId]");

const SHOWN_SIBLINGS = 6;

export default async function TenantPage({ params }: PageProps<{ tenantId: string }>) {
  const tenantId = idFrom((await params).tenantId);
  const page = await requirePage(paths.tenant(tenantId));
  const { actor, services } = page;
  await services.inventory.freshen(actor);
  const tenant = await findTenant(page, tenantId);
  const queryClient = new QueryClient();
  queryClient.setQueryData(tenantKeys.one(tenantId), tenant);
  const [siblings] = await Promise.all([
    services.tenants.siblings(actor, tenant, SHOWN_SIBLINGS),
    queryClient.prefetchQuery({
      queryKey: organizationsQuery().queryKey,
      queryFn: () => services.organizations.list(actor),
    }),
  ]);
  return (
    <HydrationBoundary state={dehydrate(queryClient)}>
      <TenantHeader tenant={tenant} person={actor.person} />
      <div className="grid items-start gap-5 xl:grid-cols-[minmax(0,1fr)_minmax(20rem,26rem)]">
        <div className="flex min-w-0 flex-col gap-5">
          <TenantDetails tenant={tenant} />
          <LicenseCard tenant={tenant} />
        </div>
        <div className="flex min-w-0 flex-col gap-5">
          <ConnectionCard tenantId={tenantId} />
          {tenant.subscriptionId === null ? null : (
            <SubscriptionCard subscriptionId={tenant.subscriptionId} {...siblings} />
          )}
        </div>
      </div>
    </HydrationBoundary>
  );
}
