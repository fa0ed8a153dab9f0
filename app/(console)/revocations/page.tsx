import { metadataOf } from "@/app/_page/declared";
import { requirePage } from "@/app/_page/open-page";
import { RevocationsTable } from "@/components/revocations/revocations-table";
import { PageHeader } from "@/components/ui/page-header";
import { paths } from "@/lib/client/paths";
import { withSearch } from "@/lib/client/with-search";
import type { PageProps } from "../page-props";

export const metadata = metadataOf("/revocations");

export default async function RevocationsPage({ searchParams }: PageProps) {
  await requirePage(withSearch(paths.revocations, await searchParams));
  return (
    <>
      <PageHeader
        title="Revocations"
        description="Many tokens revoked at once: what runs, what has finished, and what went wrong."
      />
      <RevocationsTable />
    </>
  );
}
