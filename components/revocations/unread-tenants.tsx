import { BidiText } from "@/components/ui/bidi-text";
import { Button } from "@/components/ui/button";
import { Notice } from "@/components/ui/notice";
import type { RevocationProblem, UnreadTenant } from "@/lib/contracts/revocations";
import { tenantsWord, tokensWord } from "./tokens-word";

/** Where it could not be looked, each by name with the reason: what is there stays, and nobody knows how much it is. */
export function UnreadTenants({
  unread,
  known,
  onReadAgain,
}: {
  unread: readonly UnreadTenant[];
  known: number;
  /** Left out where what was read is past. */
  onReadAgain?: () => void;
}) {
  if (unread.length === 0) return null;
  return (
    <Notice
      tone="warning"
      title={`${tenantsWord(unread.length)} could not be read`}
      actions={
        onReadAgain ? (
          <Button size="sm" onClick={onReadAgain}>
            Read again
          </Button>
        ) : null
      }
    >
      <p>
        What is there is not revoked
        {known > 0 ? `, also not the ${tokensWord(known)} that were known of` : null}.
      </p>
      <ul aria-label="Could not be read" className="mt-1 flex flex-col gap-1">
        {unread.map(({ tenantId, tenantName, because }) => (
          <li key={tenantId}>
            <BidiText className="font-medium text-text">{tenantName || tenantId}</BidiText>: {because}
          </li>
        ))}
      </ul>
    </Notice>
  );
}

/** How many tokens are left out because their tenants could not be read. */
export const unreadTokens = (problems: readonly RevocationProblem[]): number =>
  problems
    .filter(({ cause }) => cause === "not-readable" || cause === "not-connected")
    .reduce((sum, { tokens }) => sum + tokens, 0);
