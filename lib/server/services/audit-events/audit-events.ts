import "server-only";
import type { z } from "zod";
import type {
  AuditEvent,
  AuditEventDetail,
  AuditEventFilters,
  auditEventList,
  ExportFormat,
  listAuditEventParts,
} from "@/lib/contracts/audit-events";
import { type Actor, requireRole } from "../../actor";
import { appError, foreignCursor } from "../../app-error";
import type { AuditLog } from "../../audit/audit-log";
import type { Clock } from "../../clock";
import { type AuditRow, LAST_SEQUENCE } from "../../store/audit/chain";
import type { Store } from "../../store/store";
import type { Authority } from "../authority";
import { type AuditFile, auditFile } from "./files";
import { pageOfParts, withTokens } from "./parts";

export interface AuditEventService {
  /** Newest first. */
  list(
    actor: Actor,
    query: AuditEventFilters & { limit: number; cursor?: string | undefined },
  ): Promise<z.infer<typeof auditEventList>>;
  /** What an event is made of, oldest first. */
  parts(
    actor: Actor,
    eventId: string,
    query: z.infer<typeof listAuditEventParts.query>,
  ): Promise<z.infer<typeof listAuditEventParts.answer>>;
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
      const before = sequenceOf(cursor);
      const now = clock();
      const [{ events, last }, total, people] = await Promise.all([
        store.auditEntries.page(filters, limit, before, now),
        store.auditEntries.count(filters, now),
        store.auditEntries.people(),
      ]);
      return {
        data: await withTokens(store, events),
        total,
        people,
        ...(last === undefined ? {} : { nextCursor: String(last) }),
        asOf: now.toISOString(),
      };
    },

    async parts(actor, eventId, { limit, cursor, ...question }) {
      requireRole(actor, "auditor");
      const { parts, next } = await pageOfParts(store, eventId, question, {
        limit,
        after: sequenceOf(cursor) ?? 0,
      });
      return {
        data: parts,
        total: null,
        ...(next === undefined ? {} : { nextCursor: String(next) }),
        asOf: clock().toISOString(),
      };
    },

    async get(actor, eventId) {
      requireRole(actor, "auditor");
      const event = await store.auditEntries.find(eventId);
      if (!event)
        throw appError("not_found", "There is no entry with this ID in the activity log.", {
          advice: "It may have been archived: look into the files that were made by archiving.",
        });
      const [told = event] = await withTokens(store, [event]);
      return { ...told, entries: (await store.auditEntries.rowsOf(eventId)).map(toEntry) };
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
            for await (const events of withParts(store, await withTokens(store, page.events), filters)) {
              exported += events.length;
              yield events;
            }
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

/** Events, each before those of its parts that are asked for: whoever has the file has nothing to open. */
async function* withParts(store: Store, events: readonly AuditEvent[], filters: AuditEventFilters) {
  for (const event of events) {
    yield [event];
    if (event.tokens === null) continue;
    for (let after: number | undefined = 0; after !== undefined; ) {
      const page = await pageOfParts(store, event.id, filters, { limit: EXPORTED_AT_ONCE, after });
      yield page.parts;
      after = page.next;
    }
  }
}

/** A cursor is the place of the last row seen. */
function sequenceOf(cursor: string | undefined): number | undefined {
  if (cursor === undefined) return undefined;
  const sequence = Number(cursor);
  if (!(Number.isInteger(sequence) && sequence > 0 && sequence <= LAST_SEQUENCE)) throw foreignCursor();
  return sequence;
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
