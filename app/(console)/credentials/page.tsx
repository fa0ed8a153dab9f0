import { dehydrate, HydrationBoundary, QueryClient } from "@tanstack/react-query";
import { metadataOf } from "@/app/_page/declared";
import { requirePage } from "@/app/_page/open-page";
import { CredentialActions } from "@/components/credentials/credential-actions";
import { CredentialsTable } from "@/components/credentials/credentials-table";
import { PageHeader } from "@/components/ui/page-header";
import { paths } from "@/lib/client/paths";
import { credentialsQuery, credentialsQuestion } from "@/lib/client/queries/credentials";
import { organizationsQuery } from "@/lib/client/queries/organizations";
import { withSearch } from "@/lib/client/with-search";
import { listCredentials } from "@/lib/contracts/credential-list";
import { openDefaultView } from "../default-view";
import type { PageProps } from "../page-props";

export const metadata = metadataOf("/credentials");

export default async function CredentialsPage({ searchParams }: PageProps) {
  const parameters = await searchParams;
  const { actor, services } = await requirePage(withSearch(paths.credentials, parameters));
  if (Object.keys(parameters).length === 0)
    await openDefaultView({ actor }, "credentials", paths.credentials);
  const queryClient = new QueryClient();
  const question = credentialsQuestion(parameters);
  const query = listCredentials.query.safeParse(question);
  // A question that makes no sense is left to the browser, which is told why.
  if (query.success) {
    const { queryKey, initialPageParam } = credentialsQuery(question);
    await queryClient.prefetchInfiniteQuery({
      queryKey,
      initialPageParam,
      queryFn: () => services.credentials.list(actor, query.data),
    });
  }
  await queryClient.prefetchQuery({
    queryKey: organizationsQuery().queryKey,
    queryFn: () => services.organizations.list(actor),
  });
  return (
    <HydrationBoundary state={dehydrate(queryClient)}>
      <PageHeader
        title="Credentials"
        description="The OAuth clients with which this console works. Secrets are stored encrypted and never shown."
        actions={<CredentialActions />}
      />
      <CredentialsTable />
    </HydrationBoundary>
  );
}
