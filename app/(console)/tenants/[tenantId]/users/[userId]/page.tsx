import { findTenant, requirePage } from "@/app/_page/open-page";
import { OAuthTokensTable } from "@/components/oauth-tokens/oauth-tokens-table";
import { UserHeader } from "@/components/users/user-header";
import { paths } from "@/lib/client/paths";
import { withSearch } from "@/lib/client/with-search";
import { openDefaultView } from "../../../../default-view";
import { idFrom, type PageProps } from "../../../../page-props";
import { tenantTitle } from "../../tenant-title";

export const generateMetadata = tenantTitle("/tenants/[tenantId]/users/[userId]");

export default async function UserPage({
  params,
  searchParams,
}: PageProps<{ tenantId: string; userId: string }>) {
  const given = await params;
  const tenantId = idFrom(given.tenantId);
  const userId = idFrom(given.userId);
  const parameters = await searchParams;
  const page = await requirePage(withSearch(paths.user(tenantId, userId), parameters));
  if (Object.keys(parameters).length === 0)
    await openDefaultView(page, "oauth-tokens", paths.user(tenantId, userId));
  const tenant = await findTenant(page, tenantId);
  const lastKnown = await page.services.users.lastKnown(page.actor, tenantId, userId);
  return (
    <>
      <UserHeader tenant={{ id: tenant.id, name: tenant.name }} userId={userId} lastKnown={lastKnown} />
      <OAuthTokensTable
        tenantId={tenantId}
        tenantName={tenant.name}
        userId={userId}
        connected={tenant.connection !== "none"}
      />
    </>
  );
}
