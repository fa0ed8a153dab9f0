import { TenantHeader } from "@/components/tenants/tenant-header";
import { UsersTable } from "@/components/users/users-table";
import { paths } from "@/lib/client/paths";
import { withSearch } from "@/lib/client/with-search";
import { findTenant, requirePage } from "@/lib/server/auth/page-actor";
import { idFrom, type PageProps } from "../../../page-props";
import { tenantTitle } from "../tenant-title";

export const generateMetadata = tenantTitle("Users");

export default async function UsersPage({ params, searchParams }: PageProps<{ tenantId: string }>) {
  const tenantId = idFrom((await params).tenantId);
  const page = await requirePage(withSearch(paths.users(tenantId), await searchParams));
  const tenant = await findTenant(page, tenantId);
  return (
    <>
      <TenantHeader tenant={tenant} />
      <UsersTable tenantId={tenantId} connected={tenant.connection !== "none"} />
    </>
  );
}
