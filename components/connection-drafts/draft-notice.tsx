import { Button } from "@/components/ui/button";
import { Notice } from "@/components/ui/notice";
import type { ConnectionDraft } from "@/lib/contracts/connection-drafts";

interface DraftNoticeProps {
  readonly draft: ConnectionDraft;
  readonly running: boolean;
  readonly onCheck: () => void;
}

/** Before the check runs: what it will change at Qlik. Afterwards: how it went. */
export function DraftNotice({ draft: { counts, rows }, running, onCheck }: DraftNoticeProps) {
  const { ready, failed, stored, checking } = counts;
  if (running || checking > 0) {
    return (
      <Notice tone="info" title={`Checking: ${stored + failed} of ${rows.length} are done`}>
        You may close this page: the checks go on, and what they find is kept.
      </Notice>
    );
  }
  if (ready > 0) {
    const tenants = ready === 1 ? "1 tenant" : `${ready.toLocaleString("en")} tenants`;
    return (
      <Notice
        tone="warning"
        title={`The check changes something at Qlik, in each of ${tenants}`}
        actions={
          <Button variant="primary" onClick={onCheck}>
            Check and connect {tenants}
          </Button>
        }
      >
        The first use of an OAuth client makes a bot user in the tenant, with the rights of a tenant
        administrator, and an entry in the tenant's own log. Each tenant whose check passes is stored at once;
        the others stay here with the reason.
      </Notice>
    );
  }
  if (failed > 0) {
    return (
      <Notice
        tone="warning"
        title={failed === 1 ? "1 tenant is not connected" : `${failed} tenants are not connected`}
      >
        Edit their rows and try them again, or give them up.
      </Notice>
    );
  }
  return <Notice tone="success" title="Every tenant of this list is connected" />;
}
