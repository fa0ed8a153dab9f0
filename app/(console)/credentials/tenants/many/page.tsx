import type { Metadata } from "next";
import { ConnectManyForms } from "@/components/connection-drafts/connect-many-forms";
import { OpenDrafts } from "@/components/connection-drafts/open-drafts";
import { NotPermitted } from "@/components/problems/not-permitted";
import { Breadcrumbs } from "@/components/ui/breadcrumbs";
import { PageHeader } from "@/components/ui/page-header";
import { paths } from "@/lib/client/paths";
import { withSearch } from "@/lib/client/with-search";
import { covers } from "@/lib/contracts/roles";
import { requirePage } from "@/lib/server/auth/page-actor";
import type { PageProps } from "../../../page-props";

export const metadata: Metadata = { title: "Connect many tenants" };

export default async function ConnectManyPage({ searchParams }: PageProps) {
  const parameters = await searchParams;
  const { actor, services } = await requirePage(withSearch(paths.connectMany, parameters));
  if (!covers(actor.person.role, "admin")) return <NotPermitted needed="admin" />;
  const { data } = await services.connectionDrafts.list(actor);
  return (
    <>
      <PageHeader
        title="Connect many tenants"
        breadcrumb={
          <Breadcrumbs
            crumbs={[{ label: "Credentials", href: paths.credentials }, { label: "Connect many" }]}
          />
        }
        description="First they are taken in, then each is checked and stored by itself. What is not finished is kept here."
      />
      <OpenDrafts drafts={data} />
      <ConnectManyForms />
    </>
  );
}
