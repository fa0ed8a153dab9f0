import "server-only";
import type { ChainReport } from "@/lib/contracts/audit-chain";
import { type Actor, requireRole } from "../actor";
import { appError } from "../app-error";
import type { AuditLog } from "../audit/audit-log";
import { signatureOf } from "../audit/chain";
import { type VerifyOptions, verifyChain } from "../audit/verify";
import type { InstallationWitness } from "../audit/witness";
import type { Clock } from "../clock";
import type { AuditRow } from "../store/audit/chain";
import type { Store } from "../store/store";
import type { MacKeys } from "../vault/mac-keys";

/** Where archived entries go: all of it is on the disk when `close` comes back. */
export interface ArchiveSink {
  /** As it is kept beside the checkpoint. */
  readonly name: string;
  write(lines: string): Promise<void>;
  close(): Promise<void>;
}

export interface Archived {
  readonly entries: number;
  /** The last entry archived. */
  readonly sequence: number;
  readonly mac: string;
}

export interface AuditChainService {
  /** Against all that is known of the log; writes nothing. */
  verify(actor: Actor, options?: Omit<VerifyOptions, "known">): Promise<ChainReport>;
  /** What is known to be wrong with the log since the start; undefined when nothing is. */
  trouble(): string | undefined;
  /** Goes on with a log of which a part is lost, and says so in it. Throws `conflict` where nothing is known to be. */
  accept(actor: Actor): Promise<void>;
  /**
   * Moves entries from before a moment out of the database and signs a checkpoint, from which the chain goes on. What is
   * not whole is not archived: throws `conflict` with what was found. `not_found` when there is nothing to archive.
   */
  archive(actor: Actor, before: Date, openSink: () => Promise<ArchiveSink>): Promise<Archived>;
}

const KEPT_MS = 24 * 3_600_000;

export interface AuditChainDependencies {
  readonly store: Store;
  readonly keys: MacKeys;
  readonly audit: AuditLog;
  readonly witness: InstallationWitness;
  readonly clock: Clock;
}

export function createAuditChainService({
  store,
  keys,
  audit,
  witness,
  clock,
}: AuditChainDependencies): AuditChainService {
  const archiveUpTo = async (last: number, openSink: () => Promise<ArchiveSink>): Promise<Archived> => {
    const whole = await verifyChain(store.auditChain, keys, { known: await witness.known(), to: last });
    if (whole.verdict !== "whole")
      throw appError("conflict", `Nothing was archived, because the log is not whole: ${whole.message}`);
    if (!(await store.auditChain.row(last))?.mac)
      throw appError("conflict", "Nothing was archived: these entries are from before the log was chained.", {
        advice: "Choose a later day, after the first chained entry.",
      });
    const sink = await openSink();
    let entries = 0;
    let newest: AuditRow | undefined;
    try {
      // Read again rather than kept: and held against the chain again, so that the file is what was proven.
      const report = await verifyChain(store.auditChain, keys, {
        known: await witness.known(),
        to: last,
        async onEntries(rows) {
          await sink.write(rows.map((row) => `${JSON.stringify(row)}\n`).join(""));
          entries += rows.length;
          newest = rows.at(-1) ?? newest;
        },
      });
      if (report.verdict !== "whole")
        throw appError("conflict", `Nothing was archived, because the log is not whole: ${report.message}`);
    } finally {
      await sink.close();
    }
    if (!newest?.mac) throw new Error("Nothing was read to archive.");
    const key = keys.current;
    const checkpoint = {
      sequence: newest.sequence,
      mac: newest.mac,
      keyId: key.id,
      entries,
      file: sink.name,
      archivedAt: clock(),
    };
    await store.auditChain.keepCheckpoint({ ...checkpoint, signature: signatureOf(key, checkpoint) });
    await store.auditChain.dropArchived(checkpoint.sequence);
    return { entries, sequence: checkpoint.sequence, mac: checkpoint.mac };
  };

  return {
    async verify(actor, options) {
      requireRole(actor, "auditor");
      return verifyChain(store.auditChain, keys, { ...options, known: await witness.known() });
    },
    trouble: witness.trouble,
    async accept(actor) {
      requireRole(actor, "admin");
      if (await witness.accept()) return;
      throw appError("conflict", "The log is as this console left it: there is nothing to accept.");
    },

    async archive(actor, before, openSink) {
      requireRole(actor, "admin");
      if (before.getTime() > clock().getTime() - KEPT_MS)
        throw appError("invalid_input", "The last 24 hours stay in the database.", {
          advice: "Choose an earlier day: acts may still be under way.",
        });
      // What an archiving before this one left behind when it was stopped.
      const checkpoint = await store.auditChain.checkpoint();
      if (checkpoint) await store.auditChain.dropArchived(checkpoint.sequence);
      const last = await store.auditChain.lastBefore(before);
      if (last === undefined)
        throw appError("not_found", "There are no entries from before that day to archive.");
      return audit.perform(
        actor,
        { action: "audit.archive", object: { type: "audit-log", id: "audit-log", name: "Audit log" } },
        async (act) => {
          const moved = await archiveUpTo(last, openSink);
          return act.ended(
            {
              outcome: "succeeded",
              detail: `${moved.entries} entries up to ${moved.sequence} were moved to a file. Its last mac is ${moved.mac}.`,
            },
            moved,
          );
        },
      );
    },
  };
}
