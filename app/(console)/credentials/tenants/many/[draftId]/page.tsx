import { dehydrate, HydrationBoundary, QueryClient } from "@tanstack/react-query";
import type { Metadata } from "next";
import { notFound } from "next/navigation";
import { requirePage } from "@/app/_page/open-page";
import { DraftView } from "@/components/connection-drafts/draft-view";
import { NotPermitted } from "@/components/problems/not-permitted";
import { paths } from "@/lib/client/paths";
import { connectionDraftQuery } from "@/lib/client/queries/connection-drafts";
import { covers } from "@/lib/contracts/roles";
import { idFrom, type PageProps } from "../../../../page-props";

export const metadata: Metadata = { title: "Connect many tenants" };

export default async function ConnectionDraftPage({ params }: PageProps<{ draftId: string }>) {
  const draftId = idFrom((await params).draftId);
  const { actor, services } = await requirePage(paths.connectionDraft(draftId));
  if (!covers(actor.person.role, "admin")) return <NotPermitted needed="admin" />;
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
