import { tenantsWord } from "@/components/revocations/tokens-word";
import { BidiText } from "@/components/ui/bidi-text";
import { Link } from "@/components/ui/link";
import { Notice } from "@/components/ui/notice";
import { RelativeTime } from "@/components/ui/relative-time";
import { paths } from "@/lib/client/paths";
import type { TenantsByReason, TokenInventory } from "@/lib/contracts/token-inventory";

const SHOWN = 3;

/** What of the fleet cannot be read and why, what is old, and what came back after a revocation. */
export function InventoryNotices({ inventory }: { inventory: TokenInventory }) {
  const { unreadable, drops, stale, oldest, issuedAgain } = inventory;
  const shown = unreadable.slice(0, SHOWN);
  const more = unreadable.slice(SHOWN).reduce((sum, { tenants }) => sum + tenants, 0);
  return (
    <>
      {issuedAgain > 0 ? (
        <Notice
          tone="warning"
          title={`${tokens(issuedAgain)} issued again: the client can still sign in`}
          actions={
            <Link alone href={paths.tokensOf({ state: "issued-again" })}>
              Show them
            </Link>
          }
        >
          Within an hour after tokens of the same user and client were revoked.
        </Notice>
      ) : null}
      {shown.map((group) => (
        <Unreadable key={group.reason} group={group} />
      ))}
      {more > 0 ? (
        <Notice tone="warning">{tenantsWord(more)} more could not be read for other reasons.</Notice>
      ) : null}
      {drops.slice(0, SHOWN).map((group) => (
        <Notice
          key={group.reason}
          tone="warning"
          title={`Much less than before in ${tenantsWord(group.tenants)}`}
        >
          <p>{group.reason}</p>
          <p className="flex flex-wrap items-baseline gap-x-3">
            <NamedTenants group={group} />
          </p>
        </Notice>
      ))}
      {stale > 0 && oldest ? (
        <Notice tone="warning" title={`What is shown of ${tenantsWord(stale)} is older than two hours`}>
          The oldest was read <RelativeTime value={oldest} />.
        </Notice>
      ) : null}
    </>
  );
}

function Unreadable({ group }: { group: TenantsByReason }) {
  const { reason, tenants, lastSyncedAt } = group;
  return (
    <Notice tone="danger" title={`${tenantsWord(tenants)} could not be read`}>
      <p>{reason}</p>
      <p className="flex flex-wrap items-baseline gap-x-3">
        <NamedTenants group={group} />
        <span className="py-0.5">
          {lastSyncedAt ? (
            <>
              What is shown of {tenants === 1 ? "it" : "them"} is from <RelativeTime value={lastSyncedAt} />.
            </>
          ) : (
            `Nothing is known of ${tenants === 1 ? "its" : "their"} tokens yet.`
          )}
        </span>
      </p>
    </Notice>
  );
}

function NamedTenants({ group: { tenants, named } }: { group: TenantsByReason }) {
  return (
    <>
      {named.map(({ tenantId, tenantName }) => (
        <Link alone key={tenantId} href={paths.tenant(tenantId)} className="py-0.5 touch:py-0">
          <BidiText>{tenantName}</BidiText>
        </Link>
      ))}
      {tenants > named.length ? <span className="py-0.5">and {tenants - named.length} more</span> : null}
    </>
  );
}

const tokens = (count: number) => (count === 1 ? "1 token was" : `${count.toLocaleString("en")} tokens were`);
