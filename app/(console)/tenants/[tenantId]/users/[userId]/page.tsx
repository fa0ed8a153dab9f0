import { OAuthTokensTable } from "@/components/oauth-tokens/oauth-tokens-table";
import { UserHeader } from "@/components/users/user-header";
import { paths } from "@/lib/client/paths";
import { withSearch } from "@/lib/client/with-search";
import { findTenant, requirePage } from "@/lib/server/auth/page-actor";
import { idFrom, type PageProps } from "../../../../page-props";
import { tenantTitle } from "../../tenant-title";

export const generateMetadata = tenantTitle("User");

export default async function UserPage({
  params,
  searchParams,
}: PageProps<{ tenantId: string; userId: string }>) {
  const given = await params;
  const tenantId = idFrom(given.tenantId);
  const userId = idFrom(given.userId);
  const page = await requirePage(withSearch(paths.user(tenantId, userId), await searchParams));
  const tenant = await findTenant(page, tenantId);
  return (
    <>
      <UserHeader tenant={{ id: tenant.id, name: tenant.name }} userId={userId} />
      <OAuthTokensTable
        tenantId={tenantId}
        tenantName={tenant.name}
        userId={userId}
        connected={tenant.connection !== "none"}
      />
    </>
  );
}
