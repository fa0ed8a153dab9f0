import { metadataOf, refusalOf } from "@/app/_page/declared";
import { requirePage } from "@/app/_page/open-page";
import { ConnectManyForms } from "@/components/connection-drafts/connect-many-forms";
import { OpenDrafts } from "@/components/connection-drafts/open-drafts";
import { Breadcrumbs } from "@/components/ui/breadcrumbs";
import { PageHeader } from "@/components/ui/page-header";
import { paths } from "@/lib/client/paths";
import { tenantsQuestion } from "@/lib/client/queries/tenants";
import { withSearch } from "@/lib/client/with-search";
import type { ConnectionQuestion } from "@/lib/contracts/connection-drafts";
import { tenantFilters } from "@/lib/contracts/tenants";
import type { PageProps } from "../../../page-props";

const NOTHING_CHOSEN = { tenants: [], leftOut: [] };

export const metadata = metadataOf("/credentials/tenants/many");

export default async function ConnectManyPage({ searchParams }: PageProps) {
  const parameters = await searchParams;
  const { actor, services } = await requirePage(withSearch(paths.connectMany, parameters));
  const refusal = refusalOf("/credentials/tenants/many", actor.person);
  if (refusal) return refusal;
  const { data } = await services.connectionDrafts.list(actor);
  const question = questionOf(parameters);
  const choice = question && (await services.connectionDrafts.choice(actor, question));
  return (
    <>
      <PageHeader
        title="Connect many tenants"
        breadcrumb={
          <Breadcrumbs
            crumbs={[{ label: "Credentials", href: paths.credentials }, { label: "Connect many" }]}
          />
        }
        description="First they are imported, then each is checked and stored by itself. What is not finished is kept here."
      />
      <OpenDrafts drafts={data} />
      <ConnectManyForms choice={choice ?? NOTHING_CHOSEN} />
    </>
  );
}

/** The tenants that the address names; none for one that makes no sense. */
function questionOf(
  parameters: Readonly<Record<string, string | string[] | undefined>>,
): ConnectionQuestion | undefined {
  const { client, id, all } = parameters;
  if (typeof client === "string" && client !== "") return { client };
  if (id === undefined && all === undefined) return undefined;
  const ids = [id ?? ""].flat().join(",");
  const matching = tenantFilters.safeParse({ ...tenantsQuestion(parameters), id: ids });
  return matching.success ? { matching: matching.data } : undefined;
}
