import { findTenant, requirePage } from "@/app/_page/open-page";
import { TenantHeader } from "@/components/tenants/tenant-header";
import { UsersTable } from "@/components/users/users-table";
import { paths } from "@/lib/client/paths";
import { withSearch } from "@/lib/client/with-search";
import { openDefaultView } from "../../../default-view";
import { idFrom, type PageProps } from "../../../page-props";
import { tenantTitle } from "../tenant-title";

export const generateMetadata = tenantTitle("/tenants/[tenantId]/users");

export default async function UsersPage({ params, searchParams }: PageProps<{ tenantId: string }>) {
  const tenantId = idFrom((await params).tenantId);
  const parameters = await searchParams;
  const page = await requirePage(withSearch(paths.users(tenantId), parameters));
  if (Object.keys(parameters).length === 0) await openDefaultView(page, "users", paths.users(tenantId));
  const tenant = await findTenant(page, tenantId);
  return (
    <>
      <TenantHeader tenant={tenant} person={page.actor.person} />
      <UsersTable tenantId={tenantId} connected={tenant.connection !== "none"} />
    </>
  );
}
