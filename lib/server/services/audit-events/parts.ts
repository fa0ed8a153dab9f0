import "server-only";
import type { AuditEvent, AuditEventFilters, AuditOutcome } from "@/lib/contracts/audit-events";
import { foldText } from "@/lib/contracts/folding";
import { searchTerms } from "@/lib/contracts/search-terms";
import type { Store } from "../../store/store";
import { countsOf } from "../revocations/counts";

const READ_AT_ONCE = 1000;

export interface PartsQuestion
  extends Partial<Pick<AuditEventFilters, "search" | "tenant" | "user" | "client">> {
  readonly outcome?: readonly AuditOutcome[];
}

/** Whether a part is one of those by which its whole was found; what asks for nothing of parts finds all. */
export function asksFor(question: PartsQuestion): (part: AuditEvent) => boolean {
  const words = searchTerms(question.search ?? "").map(foldText);
  const among = (values: readonly string[] = [], value: string | null | undefined) =>
    values.length === 0 || values.includes(value ?? "");
  return (part) => {
    const { object, owner, tenantId, tenantName, reason, actor, outcome } = part;
    if (!among(question.outcome, outcome) || !among(question.tenant, tenantId)) return false;
    if (!among(question.user, owner?.user?.id) || !among(question.client, owner?.client?.id)) return false;
    if (words.length === 0) return true;
    const told = [object?.id, tenantName, tenantId, owner?.host, reason, actor.name, actor.email, actor.id];
    const whose = [
      owner?.user?.name,
      owner?.user?.email,
      owner?.user?.id,
      owner?.client?.name,
      owner?.client?.id,
    ];
    const text = foldText([...told, ...whose].filter(Boolean).join("\n"));
    return words.every((word) => text.includes(word));
  };
}

/** Parts of an event that are asked for, oldest first, a page at a time. `after` is a cursor of a page before. */
export async function pageOfParts(
  { auditEntries }: Pick<Store, "auditEntries">,
  eventId: string,
  question: PartsQuestion,
  { limit, after }: { readonly limit: number; readonly after: number },
): Promise<{ readonly parts: AuditEvent[]; readonly next: number | undefined }> {
  const isAsked = asksFor(question);
  const parts: AuditEvent[] = [];
  for (let from = after; ; ) {
    const { events, more } = await auditEntries.parts(eventId, READ_AT_ONCE, from);
    for (const { sequence, event } of events) {
      if (!isAsked(event)) continue;
      if (parts.length === limit) return { parts, next: from };
      parts.push(event);
      from = sequence;
    }
    if (!more) return { parts, next: undefined };
    from = events.at(-1)?.sequence ?? from;
  }
}

/** Events as they are told, those that start a revocation of many with what has become of its tokens. */
export const withTokens = (
  { revocationItems }: Pick<Store, "revocationItems">,
  events: readonly AuditEvent[],
): Promise<AuditEvent[]> =>
  Promise.all(
    events.map(async (event) =>
      event.action === "revocation.start" && event.object
        ? { ...event, tokens: countsOf(await revocationItems.counts(event.object.id)) }
        : event,
    ),
  );
