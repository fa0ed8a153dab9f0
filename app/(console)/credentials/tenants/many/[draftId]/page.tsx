import { dehydrate, HydrationBoundary, QueryClient } from "@tanstack/react-query";
import { notFound } from "next/navigation";
import { metadataOf, refusalOf } from "@/app/_page/declared";
import { requirePage } from "@/app/_page/open-page";
import { DraftView } from "@/components/connection-drafts/draft-view";
import { paths } from "@/lib/client/paths";
import { connectionDraftQuery } from "@/lib/client/queries/connection-drafts";
import { idFrom, type PageProps } from "../../../../page-props";

export const metadata = metadataOf("/credentials/tenants/many/[draftId]");

export default async function ConnectionDraftPage({ params }: PageProps<{ draftId: string }>) {
  const draftId = idFrom((await params).draftId);
  const { actor, services } = await requirePage(paths.connectionDraft(draftId));
  const refusal = refusalOf("/credentials/tenants/many/[draftId]", actor.person);
  if (refusal) return refusal;
  const { data } = await services.connectionDrafts.list(actor);
  if (!data.some(({ id }) => id === draftId)) notFound();
  const queryClient = new QueryClient();
  queryClient.setQueryData(
    connectionDraftQuery(draftId).queryKey,
    await services.connectionDrafts.get(actor, draftId),
  );
  return (
    <HydrationBoundary state={dehydrate(queryClient)}>
      <DraftView draftId={draftId} />
    </HydrationBoundary>
  );
}
