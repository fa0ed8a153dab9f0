import type { Metadata } from "next";
import { CredentialActions } from "@/components/credentials/credential-actions";
import { TenantCredentialsTable } from "@/components/credentials/tenant-credentials-table";
import { OrganizationsTable } from "@/components/organizations/organizations-table";
import { PageHeader } from "@/components/ui/page-header";
import { paths } from "@/lib/client/paths";
import { withSearch } from "@/lib/client/with-search";
import { requirePage } from "@/lib/server/auth/page-actor";
import type { PageProps } from "../page-props";

export const metadata: Metadata = { title: "Credentials" };

export default async function CredentialsPage({ searchParams }: PageProps) {
  await requirePage(withSearch(paths.credentials, await searchParams));
  return (
    <>
      <PageHeader
        title="Credentials"
        description="The OAuth clients with which this console works. Secrets are stored encrypted and never shown."
        actions={<CredentialActions />}
      />
      <section aria-labelledby="organizations" className="flex flex-col gap-3">
        <h2 id="organizations" className="font-semibold text-lg">
          Organizations
        </h2>
        <OrganizationsTable />
      </section>
      <section aria-labelledby="tenant-credentials" className="flex flex-col gap-3">
        <h2 id="tenant-credentials" className="font-semibold text-lg">
          Tenants
        </h2>
        <TenantCredentialsTable />
      </section>
    </>
  );
}
