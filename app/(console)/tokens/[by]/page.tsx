import { dehydrate, HydrationBoundary, QueryClient } from "@tanstack/react-query";
import { notFound } from "next/navigation";
import { metadataOf } from "@/app/_page/declared";
import { requirePage } from "@/app/_page/open-page";
import { FleetHeader } from "@/components/fleet-tokens/fleet-header";
import { TokenGroupsTable } from "@/components/fleet-tokens/token-groups-table";
import { paths } from "@/lib/client/paths";
import { tokenInventoryQuery } from "@/lib/client/queries/fleet-tokens";
import { withSearch } from "@/lib/client/with-search";
import type { PageProps } from "../../page-props";

export const metadata = metadataOf("/tokens/[by]");

const groupings = { people: "person", clients: "client", tenants: "tenant" } as const;

export default async function TokenGroupsPage({ params, searchParams }: PageProps<{ by: string }>) {
  const { by } = await params;
  // Who is not signed in does not learn which pages there are.
  const { actor, services } = await requirePage(
    withSearch(`${paths.tokens}/${encodeURIComponent(by)}`, await searchParams),
  );
  if (by !== "people" && by !== "clients" && by !== "tenants") notFound();
  await services.tokenInventory.freshen(actor);
  const queryClient = new QueryClient();
  await queryClient.prefetchQuery({
    queryKey: tokenInventoryQuery().queryKey,
    queryFn: () => services.tokenInventory.get(actor),
  });
  return (
    <HydrationBoundary state={dehydrate(queryClient)}>
      <FleetHeader />
      <TokenGroupsTable key={by} by={groupings[by]} />
    </HydrationBoundary>
  );
}
