import "server-only";
import type { Anchor, ChainReport } from "@/lib/contracts/audit-chain";
import type { AuditChainStore, AuditRow } from "../store/audit/chain";
import type { MacKeys } from "../vault/mac-keys";
import { sameMac } from "../vault/signatures";
import type { ChainPoint, Witness } from "../vault/witness-file";
import { archivedBy, createLegacyDigest, isSigned, macOf } from "./chain";
import {
  broken,
  cutOff,
  Found,
  NO_SUCH_ENTRIES,
  NOT_PROVEN,
  NOT_PROVEN_AFTER,
  otherThanAnchor,
  wholeWords,
  withoutMac,
} from "./findings";

const PAGE = 5000;

/** What is known of the log beside what stands in it. */
export interface KnownChain extends Pick<Witness, "begin" | "head" | "lost"> {
  /** Whether it is kept where those who can write the database cannot write. */
  readonly outside: boolean;
}

type Keys = Pick<MacKeys, "find">;

export interface VerifyOptions {
  readonly known?: KnownChain | undefined;
  /** The first entry to hold against the one before it; the first that is there unless told. */
  readonly from?: number | undefined;
  /** The last one; the end unless told, and only then is looked for entries that were cut off. */
  readonly to?: number | undefined;
  readonly anchor?: Anchor | undefined;
  readonly onProgress?: ((done: number, of: number) => void) | undefined;
  /** Called with each entry once it is found whole, in order; what archiving writes to its file. */
  readonly onEntries?: ((rows: readonly AuditRow[]) => Promise<void>) | undefined;
}

/**
 * Walks along the chain and names the first entry that is not as it was written. Entries that are added meanwhile are
 * left out. It writes nothing. By the log alone nobody can see that its end was cut off together with the row that says
 * where the end is, nor that all of its macs were taken away: that is seen by what is known outside of the database, or
 * by an anchor, an end that was kept elsewhere. Without either, a log that holds together is `unproven`.
 */
export async function verifyChain(
  chain: AuditChainStore,
  keys: Keys,
  { known, from, to, anchor, onProgress, onEntries }: VerifyOptions = {},
): Promise<ChainReport> {
  // In this order: an entry that is committed between the two moves the head as well.
  const lastThere = await chain.lastSequence();
  const head = await chain.head();
  const end = Math.min(to ?? Number.MAX_SAFE_INTEGER, head?.sequence ?? lastThere);
  let entries = 0;
  let first = from ?? 1;

  const walk = async (): Promise<void> => {
    const oldest = await chain.firstSequence();
    if (oldest !== undefined && oldest < 1)
      throw broken(
        oldest,
        `Entry ${oldest} was put before the first one by something else than the console.`,
      );
    const start = await startOf(chain, keys, known?.begin, from, end, onEntries);
    first = start.after + 1;
    let { mac } = start;
    let expected = first;
    const total = Math.max(end - start.after, 0);
    while (expected <= end) {
      const rows = await chain.rows(expected - 1, end, PAGE);
      for (const row of rows) {
        mac = checkEntry(keys, mac, expected, row);
        if (anchor?.sequence === row.sequence && anchor.mac !== mac) throw otherThanAnchor(row.sequence);
        if (known?.head.sequence === row.sequence && known.head.mac !== mac)
          throw broken(row.sequence, `Entry ${row.sequence} is not the one that this console wrote.`);
        expected += 1;
        entries += 1;
      }
      await onEntries?.(rows);
      onProgress?.(entries, total);
      if (rows.length < PAGE) break;
    }
    if (expected <= end) throw cutOff(expected, end, to !== undefined && end < (head?.sequence ?? 0));
    if (to !== undefined && to < lastThere) return confirmAnchor(chain, keys, anchor, end, first);
    if (!head && lastThere > 0)
      throw new Found({
        verdict: "cut-off",
        at: lastThere + 1,
        message: "The row that says where the log ends is gone, so nobody can tell what followed.",
      });
    if (head && lastThere > head.sequence)
      throw broken(
        head.sequence + 1,
        `Entry ${head.sequence + 1} was added past the end by something else than the console.`,
      );
    if (head && entries > 0 && !sameMac(mac, head.mac))
      throw broken(head.sequence, `Entry ${head.sequence} is not the one that the console wrote last.`);
    checkKnownEnd(known, head?.sequence ?? 0);
    await confirmAnchor(chain, keys, anchor, head?.sequence ?? 0, first);
  };

  const report = (finding: Found["finding"]): ChainReport => ({
    ...finding,
    entries,
    from: first,
    to: end,
    head: head ? { sequence: head.sequence, mac: head.mac } : null,
  });
  try {
    await walk();
    await findLeftovers(chain, keys, known?.begin);
    if (entries === 0 && (from !== undefined || to !== undefined))
      return report({ verdict: "unproven", at: null, message: NO_SUCH_ENTRIES });
    const proven = known?.outside || anchor !== undefined || (to !== undefined && entries > 0);
    const message = wholeWords(entries, first, end);
    if (proven) {
      const unknownAfter = anchor && !known?.outside ? ` ${NOT_PROVEN_AFTER}` : "";
      return report({ verdict: "whole", at: null, message: message + unknownAfter });
    }
    return report({ verdict: "unproven", at: null, message: `${message} ${NOT_PROVEN}` });
  } catch (found) {
    if (found instanceof Found) return report(found.finding);
    throw found;
  }
}

/** Checks one entry against the mac before it, and gives back its own. */
function checkEntry(keys: Keys, previous: string, expected: number, row: AuditRow): string {
  if (row.sequence !== expected)
    throw broken(
      expected,
      row.sequence === expected + 1
        ? `Entry ${expected} was taken out.`
        : `Entries ${expected} to ${row.sequence - 1} were taken out.`,
    );
  if (row.mac === null || row.keyId === null) throw withoutMac(expected);
  const key = keys.find(row.keyId);
  if (!key)
    throw new Found({
      verdict: "key-missing",
      at: expected,
      message: `Entry ${expected} was chained with the key ${row.keyId}, which this installation does not have. Restore the table of data keys from a backup.`,
    });
  const mac = macOf(key, previous, row);
  if (!sameMac(mac, row.mac))
    throw broken(
      expected,
      `Entry ${expected} is not as it was written, or what stood before it was changed.`,
    );
  return mac;
}

/** Entries that were archived are shown as long as they are there, but nothing says that they are what was archived. */
async function findLeftovers(
  chain: AuditChainStore,
  keys: Keys,
  begin: ChainPoint | undefined,
): Promise<void> {
  const archived = archivedBy(await chain.checkpoint(), keys, begin);
  const oldest = await chain.firstSequence();
  if (!archived || oldest === undefined || oldest > archived.sequence) return;
  throw new Found({
    verdict: "unproven",
    at: oldest,
    message: `Entries up to ${archived.sequence} were archived, but entry ${oldest} stands in the database: archiving was stopped before it was done, or something else put it there. Archiving again takes out what is archived.`,
  });
}

/** Where the walk starts, and the mac before it. */
async function startOf(
  chain: AuditChainStore,
  keys: Keys,
  begin: ChainPoint | undefined,
  from: number | undefined,
  end: number,
  onEntries: VerifyOptions["onEntries"],
): Promise<{ after: number; mac: string }> {
  const checkpoint = await chain.checkpoint();
  const signed = checkpoint !== undefined && isSigned(keys, checkpoint);
  // A chain that began after it needs no checkpoint.
  if (checkpoint && !signed && checkpoint.sequence > (begin?.sequence ?? 0)) {
    if (!keys.find(checkpoint.keyId))
      throw new Found({
        verdict: "key-missing",
        at: checkpoint.sequence,
        message: `The checkpoint at entry ${checkpoint.sequence} was signed with the key ${checkpoint.keyId}, which this installation does not have.`,
      });
    throw broken(
      checkpoint.sequence,
      `The checkpoint at entry ${checkpoint.sequence} was not signed by the console: entries up to it were taken out, not archived.`,
    );
  }
  const archived = archivedBy(checkpoint, keys, begin);
  const earliest = Math.max(archived?.sequence ?? 0, begin?.sequence ?? 0);
  if (from !== undefined && from > earliest + 1) {
    const before = await chain.row(from - 1);
    if (before?.mac) return { after: from - 1, mac: before.mac };
    if (from > 1 && from - 1 <= end && !before) throw broken(from - 1, `Entry ${from - 1} was taken out.`);
    if (begin && before) throw withoutMac(from - 1);
  }
  if (archived) return { after: archived.sequence, mac: archived.mac };
  return legacyStart(chain, begin, end, onEntries);
}

/** Entries from before the chain are covered as one: the first chained entry carries a digest of them all. */
async function legacyStart(
  chain: AuditChainStore,
  begin: ChainPoint | undefined,
  end: number,
  onEntries: VerifyOptions["onEntries"],
): Promise<{ after: number; mac: string }> {
  const digest = createLegacyDigest();
  const last = begin ? begin.sequence : Math.min(((await chain.firstChained()) ?? end + 1) - 1, end);
  let after = 0;
  for (let rows = await chain.rows(0, last, PAGE); rows.length > 0; ) {
    for (const row of rows) digest.add(row);
    await onEntries?.(rows);
    after = rows.at(-1)?.sequence ?? last;
    rows = await chain.rows(after, last, PAGE);
  }
  const mac = digest.value();
  if (!begin) return { after, mac };
  if (!sameMac(mac, begin.mac))
    throw broken(
      1,
      begin.sequence === 0
        ? "The chain of this installation begins otherwise: its log was begun by something else."
        : `Entries up to ${begin.sequence}, from before the chain, are not as they were when it began.`,
    );
  return { after: begin.sequence, mac };
}

/** The console knows more of the end than the log says. */
function checkKnownEnd(known: KnownChain | undefined, headSequence: number): void {
  if (!known) return;
  const lost = known.head.sequence > headSequence ? { ...known.head, after: headSequence } : known.lost;
  if (!lost) return;
  throw new Found({
    verdict: "cut-off",
    at: lost.after + 1,
    message: `The log's end was cut off: it was known until entry ${lost.sequence}, and what followed entry ${lost.after} is gone.`,
  });
}

/** Every way out of it but the last says that the log is not shown to hold what the anchor knows. */
async function confirmAnchor(
  chain: AuditChainStore,
  keys: Keys,
  anchor: Anchor | undefined,
  end: number,
  first: number,
): Promise<void> {
  if (!anchor) return;
  const { sequence, mac } = anchor;
  const last = (await chain.head())?.sequence ?? 0;
  if (sequence > last)
    throw new Found({
      verdict: "cut-off",
      at: last + 1,
      message: `The log ends at entry ${last}, but the anchor knows entry ${sequence}: its end was cut off.`,
    });
  // Compared on the way.
  if (sequence >= first && sequence <= end) return;
  const checkpoint = await chain.checkpoint();
  const archived = checkpoint && isSigned(keys, checkpoint) ? checkpoint : undefined;
  const there = archived?.sequence === sequence ? archived.mac : (await chain.row(sequence))?.mac;
  if (there === mac && archived?.sequence === sequence) return;
  if (there !== mac && sequence > (archived?.sequence ?? 0)) throw otherThanAnchor(sequence);
  throw new Found({
    verdict: "unproven",
    at: sequence,
    message: `Entry ${sequence}, which the anchor knows, is not among the entries verified (${first} to ${end}), so the anchor shows nothing. Verify all, or hold it against the file that it was archived to.`,
  });
}
