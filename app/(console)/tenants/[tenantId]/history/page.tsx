import { findTenant, requirePage } from "@/app/_page/open-page";
import { TenantChangesTable } from "@/components/tenant-changes/tenant-changes-table";
import { TenantHeader } from "@/components/tenants/tenant-header";
import { paths } from "@/lib/client/paths";
import { withSearch } from "@/lib/client/with-search";
import { idFrom, type PageProps } from "../../../page-props";
import { tenantTitle } from "../tenant-title";

export const generateMetadata = tenantTitle("/tenants/[tenantId]/history");

export default async function TenantHistoryPage({ params, searchParams }: PageProps<{ tenantId: string }>) {
  const tenantId = idFrom((await params).tenantId);
  const page = await requirePage(withSearch(paths.tenantHistory(tenantId), await searchParams));
  const tenant = await findTenant(page, tenantId);
  return (
    <>
      <TenantHeader tenant={tenant} person={page.actor.person} />
      <TenantChangesTable tenantId={tenantId} firstSeenAt={tenant.firstSeenAt} />
    </>
  );
}
