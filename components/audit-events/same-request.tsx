"use client";

import { usePagedQuery } from "@/components/providers/use-paged-query";
import { Link } from "@/components/ui/link";
import { Status } from "@/components/ui/status";
import { paths } from "@/lib/client/paths";
import { auditEventsQuery, auditEventsQuestion } from "@/lib/client/queries/audit-events";
import { acts } from "@/lib/contracts/acts";
import type { AuditEvent } from "@/lib/contracts/audit-events";
import { AuditObject } from "./audit-events-columns";
import { outcomeWords } from "./audit-words";

const SHOWN = 20;

/** What else was done in the request of an entry. */
export function SameRequest({ event }: { event: AuditEvent }) {
  const question = auditEventsQuestion({ request: event.requestId });
  const { data } = usePagedQuery(auditEventsQuery(question));
  const others = data?.pages.flatMap((page) => page.data).filter(({ id }) => id !== event.id) ?? [];
  if (others.length === 0) return null;
  return (
    <section aria-label="In the same request">
      <h3 className="mb-2 font-semibold text-sm">In the same request</h3>
      <ul className="flex flex-col divide-y text-sm">
        {others.slice(0, SHOWN).map((other) => (
          <li key={other.id} className="flex items-center justify-between gap-3 py-2">
            <span className="flex min-w-0 flex-wrap gap-x-2">
              <Link alone href={paths.activityOf({ request: event.requestId, entry: other.id })}>
                {acts[other.action].words}
              </Link>
              <AuditObject event={other} />
            </span>
            <Status tone={outcomeWords[other.outcome].tone}>{outcomeWords[other.outcome].word}</Status>
          </li>
        ))}
      </ul>
      {others.length > SHOWN ? (
        <Link alone href={paths.activityOf({ request: event.requestId })} className="text-sm">
          All of them
        </Link>
      ) : null}
    </section>
  );
}
