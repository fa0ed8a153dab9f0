import { metadataOf, refusalOf } from "@/app/_page/declared";
import { requirePage } from "@/app/_page/open-page";
import { AuditEventsTable } from "@/components/audit-events/audit-events-table";
import { VerifyLog } from "@/components/audit-events/verify-button";
import { Notice } from "@/components/ui/notice";
import { PageHeader } from "@/components/ui/page-header";
import { paths } from "@/lib/client/paths";
import { withSearch } from "@/lib/client/with-search";
import type { PageProps } from "../page-props";

export const metadata = metadataOf("/activity");

export default async function ActivityPage({ searchParams }: PageProps) {
  const { actor, services } = await requirePage(withSearch(paths.activity, await searchParams));
  const refusal = refusalOf("/activity", actor.person);
  if (refusal) return refusal;
  const trouble = services.auditChain.trouble();
  return (
    <>
      <PageHeader
        title="Activity"
        description="Who connected, checked, removed and revoked what. Entries are written before the act and after it, and chained: a changed one shows."
      >
        <VerifyLog />
      </PageHeader>
      {trouble ? (
        <Notice tone="danger" title="The log is not as this console left it">
          <p>{trouble}</p>
          <p className="mt-1">
            Find out who could write to the database, then see “What is known beside the key” in
            docs/operations.md.
          </p>
        </Notice>
      ) : null}
      <AuditEventsTable />
    </>
  );
}
