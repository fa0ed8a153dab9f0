import { findTenant, requirePage } from "@/app/_page/open-page";
import { OAuthTokensTable } from "@/components/oauth-tokens/oauth-tokens-table";
import { TenantHeader } from "@/components/tenants/tenant-header";
import { paths } from "@/lib/client/paths";
import { withSearch } from "@/lib/client/with-search";
import { openDefaultView } from "../../../default-view";
import { idFrom, type PageProps } from "../../../page-props";
import { tenantTitle } from "../tenant-title";

export const generateMetadata = tenantTitle("/tenants/[tenantId]/tokens");

export default async function TenantTokensPage({ params, searchParams }: PageProps<{ tenantId: string }>) {
  const tenantId = idFrom((await params).tenantId);
  const parameters = await searchParams;
  const page = await requirePage(withSearch(paths.tenantTokens(tenantId), parameters));
  if (Object.keys(parameters).length === 0)
    await openDefaultView(page, "oauth-tokens", paths.tenantTokens(tenantId));
  const tenant = await findTenant(page, tenantId);
  return (
    <>
      <TenantHeader tenant={tenant} person={page.actor.person} />
      <OAuthTokensTable
        tenantId={tenantId}
        tenantName={tenant.name}
        connected={tenant.connection !== "none"}
      />
    </>
  );
}
