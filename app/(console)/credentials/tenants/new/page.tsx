import type { Metadata } from "next";
import { findTenant, requirePage } from "@/app/_page/open-page";
import { ConnectTenantForm } from "@/components/credentials/connect-tenant-form";
import { FormPage } from "@/components/credentials/form-page";
import { TenantClientGuide } from "@/components/credentials/guides";
import { NotPermitted } from "@/components/problems/not-permitted";
import { BidiText } from "@/components/ui/bidi-text";
import { Breadcrumbs } from "@/components/ui/breadcrumbs";
import { PageHeader } from "@/components/ui/page-header";
import { paths } from "@/lib/client/paths";
import { withSearch } from "@/lib/client/with-search";
import { covers } from "@/lib/contracts/roles";
import type { PageProps } from "../../../page-props";

export const metadata: Metadata = { title: "Connect a tenant" };

export default async function NewTenantPage({ searchParams }: PageProps) {
  const parameters = await searchParams;
  const page = await requirePage(withSearch(paths.newTenant(), parameters));
  if (!covers(page.actor.person.role, "admin")) return <NotPermitted needed="admin" />;
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
