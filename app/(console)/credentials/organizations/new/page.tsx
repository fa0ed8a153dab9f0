import { metadataOf, refusalOf } from "@/app/_page/declared";
import { requirePage } from "@/app/_page/open-page";
import { ConnectOrganizationForm } from "@/components/credentials/connect-organization-form";
import { FormPage } from "@/components/credentials/form-page";
import { OrganizationClientGuide } from "@/components/credentials/guides";
import { Breadcrumbs } from "@/components/ui/breadcrumbs";
import { PageHeader } from "@/components/ui/page-header";
import { paths } from "@/lib/client/paths";
import { withSearch } from "@/lib/client/with-search";
import type { PageProps } from "../../../page-props";

export const metadata = metadataOf("/credentials/organizations/new");

export default async function NewOrganizationPage({ searchParams }: PageProps) {
  const parameters = await searchParams;
  const { actor, services } = await requirePage(withSearch(paths.newOrganization, parameters));
  const refusal = refusalOf("/credentials/organizations/new", actor.person);
  if (refusal) return refusal;
  const { data } = await services.organizations.list(actor);
  const organization = data.find(({ id }) => id === parameters.organization);
  const title = organization ? "Replace the credential" : "Connect an organization";
  return (
    <>
      <PageHeader
        title={title}
        breadcrumb={
          <Breadcrumbs
            crumbs={[
              { label: "Credentials", href: paths.credentials },
              { label: organization?.name ?? "New organization" },
            ]}
          />
        }
        description={
          organization
            ? "The new credential is checked before the old one goes."
            : "One OAuth client shows every tenant of the organization."
        }
      />
      <FormPage
        form={<ConnectOrganizationForm organization={organization} />}
        guide={<OrganizationClientGuide />}
      />
    </>
  );
}
