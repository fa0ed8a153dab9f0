import { dehydrate, HydrationBoundary, QueryClient } from "@tanstack/react-query";
import { metadataOf } from "@/app/_page/declared";
import { requirePage } from "@/app/_page/open-page";
import { FleetHeader } from "@/components/fleet-tokens/fleet-header";
import { FleetTable } from "@/components/fleet-tokens/fleet-table";
import { paths } from "@/lib/client/paths";
import { fleetQuestion, fleetTokensQuery, tokenInventoryQuery } from "@/lib/client/queries/fleet-tokens";
import { withSearch } from "@/lib/client/with-search";
import { listFleetTokens } from "@/lib/contracts/fleet-tokens";
import { openDefaultView } from "../default-view";
import type { PageProps } from "../page-props";

export const metadata = metadataOf("/tokens");

export default async function TokensPage({ searchParams }: PageProps) {
  const parameters = await searchParams;
  const { actor, services } = await requirePage(withSearch(paths.tokens, parameters));
  if (Object.keys(parameters).length === 0) await openDefaultView({ actor }, "fleet-tokens", paths.tokens);
  await services.tokenInventory.freshen(actor);
  const queryClient = new QueryClient();
  const question = fleetQuestion(parameters);
  const query = listFleetTokens.query.safeParse(question);
  // A question that makes no sense is left to the browser, which is told why.
  if (query.success) {
    const { queryKey, initialPageParam } = fleetTokensQuery(question);
    await queryClient.prefetchInfiniteQuery({
      queryKey,
      initialPageParam,
      queryFn: () => services.fleetTokens.list(actor, query.data),
    });
  }
  await queryClient.prefetchQuery({
    queryKey: tokenInventoryQuery().queryKey,
    queryFn: () => services.tokenInventory.get(actor),
  });
  return (
    <HydrationBoundary state={dehydrate(queryClient)}>
      <FleetHeader />
      <FleetTable />
    </HydrationBoundary>
  );
}
