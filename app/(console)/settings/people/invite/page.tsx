import { metadataOf, refusalOf } from "@/app/_page/declared";
import { requirePage } from "@/app/_page/open-page";
import { FormPage } from "@/components/credentials/form-page";
import { InviteForm } from "@/components/invitations/invite-form";
import { RenewInvitation } from "@/components/invitations/renew-invitation";
import { roleWords } from "@/components/people/role-words";
import { Breadcrumbs } from "@/components/ui/breadcrumbs";
import { PageHeader } from "@/components/ui/page-header";
import { paths } from "@/lib/client/paths";
import { withSearch } from "@/lib/client/with-search";
import { INVITATION_DAYS } from "@/lib/contracts/invitations";
import { roles } from "@/lib/contracts/roles";
import type { PageProps } from "../../../page-props";

export const metadata = metadataOf("/settings/people/invite");

export default async function InvitePage({ searchParams }: PageProps) {
  const parameters = await searchParams;
  const { actor, services } = await requirePage(withSearch(paths.newInvitation, parameters));
  const refusal = refusalOf("/settings/people/invite", actor.person);
  if (refusal) return refusal;
  const { data } = await services.invitations.list(actor);
  const invitation = data.find(({ id }) => id === parameters.invitation);
  const title = invitation ? "Make a new link" : "Invite somebody";
  return (
    <>
      <PageHeader
        title={title}
        breadcrumb={
          <Breadcrumbs
            crumbs={[
              { label: "Settings", href: paths.settings },
              { label: "People", href: paths.people },
              { label: invitation?.name ?? "Invitation" },
            ]}
          />
        }
        description={`You get a link to hand over. It works once, within ${INVITATION_DAYS} days.`}
      />
      <FormPage
        form={invitation ? <RenewInvitation invitation={invitation} /> : <InviteForm />}
        guide={<RoleGuide />}
      />
    </>
  );
}

function RoleGuide() {
  return (
    <>
      <h2 className="font-semibold text-base">What the roles may do</h2>
      <dl className="mt-2 flex flex-col gap-2 text-sm">
        {roles.map((role) => (
          <div key={role}>
            <dt className="font-medium">{role}</dt>
            <dd className="text-text-muted">{roleWords[role]}</dd>
          </div>
        ))}
      </dl>
    </>
  );
}
