import "server-only";
import { createHash, createHmac } from "node:crypto";
import { appError } from "../app-error";
import type { Log } from "../log";
import type { AuditChain, AuditCheckpoint, AuditRow, ChainHead } from "../store/audit/chain";
import { sessionMark } from "../store/audit/event";
import type { MacKey, MacKeys } from "../vault/mac-keys";
import { sameMac } from "../vault/signatures";

type Columns = Omit<AuditRow, "mac">;

/**
 * Every column but the mac itself, in an order that never changes; new columns go to the end, under a new version. An
 * entry without any of the newer ones is chained as before, so that older ones verify: who puts something into them, or
 * takes it out, makes another version of it, and another mac.
 */
const canonical = (row: Columns): readonly unknown[] =>
  row.partOf === null && row.owner === null
    ? ["castellan audit entry 1", ...firstColumns(row)]
    : ["castellan audit entry 2", ...firstColumns(row), row.partOf, row.owner];

const firstColumns = (row: Columns): readonly unknown[] => [
  row.sequence,
  row.id,
  row.intentId,
  // Somebody who meddles may leave no moment there.
  Number.isNaN(row.at.getTime()) ? null : row.at.toISOString(),
  row.action,
  row.actorId,
  row.actorName,
  row.actorEmail,
  row.actorRole,
  row.sessionId,
  row.objectType,
  row.objectId,
  row.objectName,
  row.tenantId,
  row.tenantName,
  row.outcome,
  row.detail,
  row.qlik,
  row.requestId,
  row.address,
  row.reason,
  row.keyId,
];

const hmac = (key: MacKey, value: unknown): string =>
  createHmac("sha256", key.bytes).update(JSON.stringify(value)).digest("hex");

/** The mac of an entry after the one whose mac is given. */
export const macOf = (key: MacKey, previousMac: string, row: Columns): string =>
  hmac(key, [previousMac, ...canonical(row)]);

/** What stands in place of the previous mac before the first one: a digest of entries from before there was a chain. */
export function createLegacyDigest() {
  const hash = createHash("sha256").update("castellan audit log before its chain\n");
  return {
    add: (row: AuditRow) => void hash.update(`${JSON.stringify(canonical(row))}\n`),
    value: () => hash.digest("hex"),
  };
}

export const signatureOf = (key: MacKey, row: Omit<AuditCheckpoint, "signature">): string =>
  hmac(key, [
    "castellan audit checkpoint 1",
    row.sequence,
    row.mac,
    row.keyId,
    row.entries,
    row.file,
    row.archivedAt.toISOString(),
  ]);

/** Whether the console signed it. */
export function isSigned(keys: Pick<MacKeys, "find">, checkpoint: AuditCheckpoint): boolean {
  const key = keys.find(checkpoint.keyId);
  return key !== undefined && sameMac(signatureOf(key, checkpoint), checkpoint.signature);
}

/** The checkpoint from which a chain goes on, if the console signed it and the chain did not begin after it. */
export const archivedBy = (
  checkpoint: AuditCheckpoint | undefined,
  keys: Pick<MacKeys, "find">,
  begin: { readonly sequence: number } | undefined,
): AuditCheckpoint | undefined =>
  checkpoint && isSigned(keys, checkpoint) && checkpoint.sequence >= (begin?.sequence ?? 0)
    ? checkpoint
    : undefined;

/** As every database gives it back: one that kept other characters than were chained would look tampered with. */
const clean = (text: string): string => text.toWellFormed().replaceAll("\0", "\uFFFD");

const cleaned = <Row extends object>(row: Row): Row =>
  Object.fromEntries(
    Object.entries(row).map(([name, value]) => [name, typeof value === "string" ? clean(value) : value]),
  ) as Row;

const HEAD_TOLD_EVERY = 100;
const HEAD_TOLD_EVERY_MS = 60_000;

export interface ChainOptions {
  readonly keys: MacKeys;
  readonly log: Log;
  readonly now: () => number;
  /** Where each committed entry goes as one line, if anywhere. */
  readonly print?: ((line: string) => void) | undefined;
  /** Called with each new end of the log, once it is committed. */
  readonly ended?: ((head: ChainHead) => void) | undefined;
}

/**
 * The chain that new entries join. Its head goes to the console's own log every 100 entries and every minute in which
 * something was written: whoever keeps that log elsewhere can prove that the end of this one was not cut off.
 */
export function createAuditChain({ keys, log, now, print, ended }: ChainOptions): AuditChain {
  let untold = 0;
  let toldAt = Number.NEGATIVE_INFINITY;
  let newest: ChainHead | undefined;
  let later: NodeJS.Timeout | undefined;

  const tell = () => {
    clearTimeout(later);
    later = undefined;
    if (!newest || untold === 0) return;
    untold = 0;
    toldAt = now();
    log.info({ sequence: newest.sequence, mac: newest.mac }, "the audit log ends here");
  };

  return {
    link(previous, entries) {
      const key = keys.current;
      let { mac, sequence } = previous;
      return entries.map((entry) => {
        sequence += 1;
        const row = { ...cleaned(entry), sequence, keyId: key.id };
        mac = macOf(key, mac, row);
        return { ...row, mac };
      });
    },
    committed(rows) {
      const last = rows.at(-1);
      if (!last?.mac || !last.keyId) return;
      if (print)
        for (const row of rows)
          print(JSON.stringify({ type: "audit", ...row, sessionId: sessionMark(row.sessionId) }));
      const end = { sequence: last.sequence, mac: last.mac, keyId: last.keyId };
      ended?.(end);
      // Two transactions may be told of in another order than they were committed in.
      if (!newest || end.sequence > newest.sequence) newest = end;
      untold += rows.length;
      if (untold >= HEAD_TOLD_EVERY || now() - toldAt >= HEAD_TOLD_EVERY_MS) tell();
      else later ??= setTimeout(tell, HEAD_TOLD_EVERY_MS).unref();
    },
    refusal(error) {
      log.error({ err: error }, "the audit log cannot be written");
      return unwritable();
    },
  };
}

/** Takes the place of the chain where nothing may be added: each act is refused before it is done. */
export const closedChain = (log: Log): AuditChain => ({
  link: () => {
    throw new Error("The audit log is not the one that this console wrote, so nothing is added to it.");
  },
  committed: () => undefined,
  refusal(error) {
    log.error({ err: error }, "the audit log cannot be written");
    return unwritable();
  },
});

export const unwritable = () =>
  appError("unavailable", "The activity log cannot be written, so nothing was changed.", {
    advice: "Look at the console's own log and its disk, then try again.",
  });
