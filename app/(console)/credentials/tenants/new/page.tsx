import { metadataOf, refusalOf } from "@/app/_page/declared";
import { findTenant, requirePage } from "@/app/_page/open-page";
import { ConnectTenantForm } from "@/components/credentials/connect-tenant-form";
import { FormPage } from "@/components/credentials/form-page";
import { TenantClientGuide } from "@/components/credentials/guides";
import { BidiText } from "@/components/ui/bidi-text";
import { Breadcrumbs } from "@/components/ui/breadcrumbs";
import { PageHeader } from "@/components/ui/page-header";
import { paths } from "@/lib/client/paths";
import { withSearch } from "@/lib/client/with-search";
import type { PageProps } from "../../../page-props";

export const metadata = metadataOf("/credentials/tenants/new");

export default async function NewTenantPage({ searchParams }: PageProps) {
  const parameters = await searchParams;
  const page = await requirePage(withSearch(paths.newTenant(), parameters));
  const refusal = refusalOf("/credentials/tenants/new", page.actor.person);
  if (refusal) return refusal;
  const listed =
    typeof parameters.tenant === "string" ? await findTenant(page, parameters.tenant) : undefined;
  const tenant = listed && {
    id: listed.id,
    name: listed.name,
    hostname: listed.hostnames[0] ?? "",
    replaces: listed.credential !== null,
  };
  return (
    <>
      <PageHeader
        title={tenant ? <TitleFor name={tenant.name} replaces={tenant.replaces} /> : "Connect a tenant"}
        breadcrumb={
          <Breadcrumbs
            crumbs={[
              { label: "Credentials", href: paths.credentials },
              { label: tenant?.name ?? "New tenant" },
            ]}
          />
        }
        description={
          tenant?.replaces
            ? "The new credential is checked before the old one goes."
            : "With an OAuth client of the tenant the console sees its users and their tokens."
        }
      />
      <FormPage form={<ConnectTenantForm tenant={tenant} />} guide={<TenantClientGuide />} />
    </>
  );
}

function TitleFor({ name, replaces }: { name: string; replaces: boolean }) {
  return (
    <>
      {replaces ? "Replace the credential of " : "Connect "}
      <BidiText wrap>{name}</BidiText>
    </>
  );
}
