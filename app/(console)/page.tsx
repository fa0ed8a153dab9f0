import { dehydrate, HydrationBoundary, QueryClient } from "@tanstack/react-query";
import { metadataOf } from "@/app/_page/declared";
import { requirePage } from "@/app/_page/open-page";
import { FirstSteps } from "@/components/overview/first-steps";
import { Overview } from "@/components/overview/overview";
import { PageHeader } from "@/components/ui/page-header";
import { paths } from "@/lib/client/paths";
import { overviewQuery } from "@/lib/client/queries/overview";
import { covers } from "@/lib/contracts/roles";

export const metadata = metadataOf("/");

export default async function OverviewPage() {
  const { actor, services } = await requirePage(paths.overview);
  await services.inventory.freshen(actor);
  const [overview, organizations] = await Promise.all([
    services.overview.get(actor),
    services.organizations.list(actor),
  ]);
  if (overview.tenants === 0 && organizations.data.length === 0) {
    return (
      <>
        <PageHeader
          title="Welcome to Castellan"
          description="Every Qlik Cloud tenant, every OAuth token, one place to take them away."
        />
        <FirstSteps mayConnect={covers(actor.person.role, "admin")} tenants={0} organizations={0} />
      </>
    );
  }
  const queryClient = new QueryClient();
  queryClient.setQueryData(overviewQuery().queryKey, overview);
  return (
    <HydrationBoundary state={dehydrate(queryClient)}>
      <PageHeader title="Overview" />
      <Overview organizations={organizations.data.length} />
    </HydrationBoundary>
  );
}
