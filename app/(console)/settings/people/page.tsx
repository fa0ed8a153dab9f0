import { dehydrate, HydrationBoundary, QueryClient } from "@tanstack/react-query";
import { metadataOf, refusalOf } from "@/app/_page/declared";
import { requirePage } from "@/app/_page/open-page";
import { InvitationsTable } from "@/components/invitations/invitations-table";
import { PeopleTable } from "@/components/people/people-table";
import { SettingsHeader } from "@/components/settings/settings-header";
import { ButtonLink } from "@/components/ui/link";
import { paths } from "@/lib/client/paths";
import { invitationsQuery } from "@/lib/client/queries/invitations";
import { peopleQuery } from "@/lib/client/queries/people";
import { withSearch } from "@/lib/client/with-search";
import type { PageProps } from "../../page-props";

export const metadata = metadataOf("/settings/people");

export default async function PeoplePage({ searchParams }: PageProps) {
  const { actor, services } = await requirePage(withSearch(paths.people, await searchParams));
  const refusal = refusalOf("/settings/people", actor.person);
  if (refusal) return refusal;
  const queryClient = new QueryClient();
  await Promise.all([
    queryClient.prefetchQuery({
      queryKey: peopleQuery().queryKey,
      queryFn: () => services.people.list(actor),
    }),
    queryClient.prefetchQuery({
      queryKey: invitationsQuery().queryKey,
      queryFn: () => services.invitations.list(actor),
    }),
  ]);
  return (
    <HydrationBoundary state={dehydrate(queryClient)}>
      <SettingsHeader person={actor.person} />
      <section aria-labelledby="people" className="flex flex-col gap-3">
        <div className="flex flex-wrap items-end justify-between gap-3">
          <div>
            <h2 id="people" className="font-semibold text-lg">
              People
            </h2>
            <p className="text-sm text-text-muted">Who may sign in here, and what they may do.</p>
          </div>
          <ButtonLink href={paths.newInvitation} variant="primary">
            Invite somebody
          </ButtonLink>
        </div>
        <PeopleTable />
      </section>
      <section aria-labelledby="invitations" className="flex flex-col gap-3">
        <h2 id="invitations" className="font-semibold text-lg">
          Open invitations
        </h2>
        <InvitationsTable />
      </section>
    </HydrationBoundary>
  );
}
