import "server-only";
import type { z } from "zod";
import type {
  AuditEventDetail,
  AuditEventFilters,
  auditEventList,
  ExportFormat,
} from "@/lib/contracts/audit-events";
import { type Actor, requireRole } from "../actor";
import { appError, foreignCursor } from "../app-error";
import type { AuditLog } from "../audit/audit-log";
import type { Clock } from "../clock";
import type { AuditRow } from "../store/audit-chain";
import type { Store } from "../store/store";
import { type AuditFile, auditFile } from "./audit-files";
import type { Authority } from "./authority";

export interface AuditEventService {
  /** Newest first. */
  list(
    actor: Actor,
    query: AuditEventFilters & { limit: number; cursor?: string | undefined },
  ): Promise<z.infer<typeof auditEventList>>;
  /** One event with the chained entries behind it. Throws `not_found`. */
  get(actor: Actor, eventId: string): Promise<AuditEventDetail>;
  /** All that pass the filters as a file, made while it is read; the export is an event too. */
  export(actor: Actor, filters: AuditEventFilters, format: ExportFormat): Promise<AuditFile>;
}

const EXPORTED_AT_ONCE = 500;

export function createAuditEventService({
  store,
  audit,
  clock,
  authority,
}: {
  store: Store;
  audit: AuditLog;
  clock: Clock;
  authority: Pick<Authority, "during">;
}): AuditEventService {
  return {
    async list(actor, { limit, cursor, ...filters }) {
      requireRole(actor, "auditor");
      const before = cursor === undefined ? undefined : Number(cursor);
      if (before !== undefined && !(Number.isSafeInteger(before) && before > 0)) throw foreignCursor();
      const now = clock();
      const [{ events, last }, total, people] = await Promise.all([
        store.auditEntries.page(filters, limit, before, now),
        store.auditEntries.count(filters, now),
        store.auditEntries.people(),
      ]);
      return {
        data: events,
        total,
        people,
        ...(last === undefined ? {} : { nextCursor: String(last) }),
        asOf: now.toISOString(),
      };
    },

    async get(actor, eventId) {
      requireRole(actor, "auditor");
      const event = await store.auditEntries.find(eventId);
      if (!event)
        throw appError("not_found", "There is no entry with this ID in the activity log.", {
          advice: "It may have been archived: look into the files that were made by archiving.",
        });
      return { ...event, entries: (await store.auditEntries.rowsOf(eventId)).map(toEntry) };
    },

    async export(actor, filters, format) {
      requireRole(actor, "auditor");
      const intent = await audit.intend(actor, {
        action: "audit.export",
        object: { type: "audit-log", id: "audit-log", name: "Audit log" },
      });
      // The export itself is the newest event, and no part of what was asked for.
      const end = await store.auditChain.lastSequence();
      const mayGoOn = authority.during(actor, "auditor", "Exporting the activity log");
      let exported = 0;
      async function* pages() {
        let complete = false;
        try {
          for (let before: number | undefined = end; before !== undefined; ) {
            await mayGoOn();
            const page = await store.auditEntries.page(filters, EXPORTED_AT_ONCE, before, clock());
            exported += page.events.length;
            yield page.events;
            before = page.last;
          }
          complete = true;
        } finally {
          const told = `${exported} events as ${format === "csv" ? "CSV" : "JSON Lines"}${wordsOf(filters)}.`;
          await intent.end(
            complete
              ? { outcome: "succeeded", detail: told }
              : { outcome: "failed", detail: `Broken off after ${told}` },
          );
        }
      }
      return auditFile(format, clock(), pages());
    },
  };
}

/** What was filtered by, for the log: what was taken out must be known afterwards. */
function wordsOf(filters: AuditEventFilters): string {
  const words = Object.entries(filters).flatMap(([name, value]) => {
    const text = Array.isArray(value) ? value.join(",") : value;
    return text ? [`${name}=${text}`] : [];
  });
  return words.length > 0 ? ` where ${words.join(" ")}` : "";
}

const toEntry = ({ sequence, at, intentId, mac, keyId }: AuditRow) => ({
  sequence,
  at: at.toISOString(),
  stage: intentId === null ? ("intent" as const) : ("outcome" as const),
  mac,
  keyId,
});
