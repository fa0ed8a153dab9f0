import { dehydrate, HydrationBoundary, QueryClient } from "@tanstack/react-query";
import { metadataOf } from "@/app/_page/declared";
import { requirePage } from "@/app/_page/open-page";
import { TenantsTable } from "@/components/tenants/tenants-table";
import { PageHeader } from "@/components/ui/page-header";
import { paths } from "@/lib/client/paths";
import { organizationsQuery } from "@/lib/client/queries/organizations";
import { tenantsQuery, tenantsQuestion } from "@/lib/client/queries/tenants";
import { withSearch } from "@/lib/client/with-search";
import { listTenants } from "@/lib/contracts/tenants";
import { openDefaultView } from "../default-view";
import type { PageProps } from "../page-props";

export const metadata = metadataOf("/tenants");

export default async function TenantsPage({ searchParams }: PageProps) {
  const parameters = await searchParams;
  const { actor, services } = await requirePage(withSearch(paths.tenants, parameters));
  await services.inventory.freshen(actor);
  const queryClient = new QueryClient();
  if (Object.keys(parameters).length === 0) await openDefaultView({ actor }, "tenants", paths.tenants);
  const question = tenantsQuestion(parameters);
  const query = listTenants.query.safeParse(question);
  // A question that makes no sense is left to the browser, which is told why.
  if (query.success) {
    const { queryKey, initialPageParam } = tenantsQuery(question);
    await queryClient.prefetchInfiniteQuery({
      queryKey,
      initialPageParam,
      queryFn: () => services.tenants.list(actor, query.data),
    });
  }
  await queryClient.prefetchQuery({
    queryKey: organizationsQuery().queryKey,
    queryFn: () => services.organizations.list(actor),
  });
  return (
    <HydrationBoundary state={dehydrate(queryClient)}>
      <PageHeader
        title="Tenants"
        description="Every tenant of your organizations, and those connected by themselves."
      />
      <TenantsTable />
    </HydrationBoundary>
  );
}
