import "server-only";
import type { Anchor, ChainReport } from "@/lib/contracts/audit-chain";
import type { AuditChainStore, AuditRow } from "../store/audit-chain";
import type { MacKeys } from "../vault/mac-keys";
import { createLegacyDigest, macOf, sameMac, signatureOf } from "./chain";

const PAGE = 5000;

export interface VerifyOptions {
  /** The first entry to hold against the one before it; the first that is there unless told. */
  readonly from?: number | undefined;
  /** The last one; the end unless told, and only then is looked for entries that were cut off. */
  readonly to?: number | undefined;
  readonly anchor?: Anchor | undefined;
  readonly onProgress?: ((done: number, of: number) => void) | undefined;
  /** Called with each entry once it is found whole, in order; what archiving writes to its file. */
  readonly onEntries?: ((rows: readonly AuditRow[]) => Promise<void>) | undefined;
}

type Finding = Pick<ChainReport, "verdict" | "message"> & { readonly at: number | null };

/** Thrown within this file alone: where the walk along the chain ends. */
class Found extends Error {
  constructor(readonly finding: Finding) {
    super(finding.message);
  }
}

const broken = (at: number, message: string) => new Found({ verdict: "broken", at, message });

/**
 * Walks along the chain and names the first entry that is not as it was written. Entries that are added meanwhile are
 * left out. What it cannot see by itself: that the end was cut off together with the row that says where the end is.
 * For that, an anchor: an end that was kept elsewhere.
 */
export async function verifyChain(
  chain: AuditChainStore,
  keys: MacKeys,
  { from, to, anchor, onProgress, onEntries }: VerifyOptions = {},
): Promise<ChainReport> {
  // In this order: an entry that is committed between the two moves the head as well.
  const lastThere = await chain.lastSequence();
  const head = await chain.head();
  const end = Math.min(to ?? Number.MAX_SAFE_INTEGER, head?.sequence ?? lastThere);
  let entries = 0;
  let first = from ?? 1;

  const walk = async (): Promise<void> => {
    const start = await startOf(chain, keys, from, end, onEntries);
    first = start.after + 1;
    let { mac } = start;
    let expected = first;
    const total = Math.max(end - start.after, 0);
    while (expected <= end) {
      const rows = await chain.rows(expected - 1, end, PAGE);
      for (const row of rows) {
        mac = checkEntry(keys, mac, expected, row);
        if (anchor?.sequence === row.sequence && anchor.mac !== mac) throw otherThanAnchor(row.sequence);
        expected += 1;
        entries += 1;
      }
      await onEntries?.(rows);
      onProgress?.(entries, total);
      if (rows.length < PAGE) break;
    }
    if (expected <= end) throw cutOff(expected, end, to !== undefined && end < (head?.sequence ?? 0));
    if (to !== undefined && to < lastThere) return;
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
    await checkAnchor(chain, anchor, head?.sequence ?? 0, first);
  };

  const report = (finding: Finding): ChainReport => ({
    ...finding,
    entries,
    from: first,
    to: end,
    head: head ? { sequence: head.sequence, mac: head.mac } : null,
  });
  try {
    await walk();
    return report({ verdict: "whole", at: null, message: wholeWords(entries, first, end) });
  } catch (found) {
    if (found instanceof Found) return report(found.finding);
    throw found;
  }
}

const wholeWords = (entries: number, first: number, end: number) =>
  entries === 0
    ? "There are no entries to verify."
    : `All ${entries.toLocaleString("en")} entries from ${first} to ${end} are as they were written.`;

/** Checks one entry against the mac before it, and gives back its own. */
function checkEntry(keys: MacKeys, previous: string, expected: number, row: AuditRow): string {
  if (row.sequence !== expected)
    throw broken(
      expected,
      row.sequence === expected + 1
        ? `Entry ${expected} was taken out.`
        : `Entries ${expected} to ${row.sequence - 1} were taken out.`,
    );
  if (row.mac === null || row.keyId === null)
    throw broken(expected, `Entry ${expected} has no mac: something else than the console added it.`);
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

/** Where the walk starts, and the mac before it. */
async function startOf(
  chain: AuditChainStore,
  keys: MacKeys,
  from: number | undefined,
  end: number,
  onEntries: VerifyOptions["onEntries"],
): Promise<{ after: number; mac: string }> {
  const checkpoint = await chain.checkpoint();
  if (checkpoint) {
    const key = keys.find(checkpoint.keyId);
    if (!key)
      throw new Found({
        verdict: "key-missing",
        at: checkpoint.sequence,
        message: `The checkpoint at entry ${checkpoint.sequence} was signed with the key ${checkpoint.keyId}, which this installation does not have.`,
      });
    if (!sameMac(signatureOf(key, checkpoint), checkpoint.signature))
      throw broken(
        checkpoint.sequence,
        `The checkpoint at entry ${checkpoint.sequence} was not signed by the console: entries up to it were taken out, not archived.`,
      );
  }
  const archived = checkpoint?.sequence ?? 0;
  if (from !== undefined && from > archived + 1) {
    const before = await chain.row(from - 1);
    if (before?.mac) return { after: from - 1, mac: before.mac };
    if (from > 1 && from - 1 <= end && !before) throw broken(from - 1, `Entry ${from - 1} was taken out.`);
  }
  if (checkpoint) return { after: checkpoint.sequence, mac: checkpoint.mac };
  return legacyStart(chain, end, onEntries);
}

/** Entries from before the chain are covered as one: the first chained entry carries a digest of them all. */
async function legacyStart(
  chain: AuditChainStore,
  end: number,
  onEntries: VerifyOptions["onEntries"],
): Promise<{ after: number; mac: string }> {
  const firstChained = await chain.firstChained();
  const digest = createLegacyDigest();
  const last = Math.min((firstChained ?? end + 1) - 1, end);
  let after = 0;
  for (let rows = await chain.rows(0, last, PAGE); rows.length > 0; ) {
    for (const row of rows) digest.add(row);
    await onEntries?.(rows);
    after = rows.at(-1)?.sequence ?? last;
    rows = await chain.rows(after, last, PAGE);
  }
  return { after, mac: digest.value() };
}

const otherThanAnchor = (sequence: number) =>
  broken(sequence, `Entry ${sequence} is another than the anchor says: the log was written anew.`);

function cutOff(expected: number, end: number, inside: boolean): Found {
  if (inside) return broken(expected, `Entries ${expected} to ${end} were taken out.`);
  return new Found({
    verdict: "cut-off",
    at: expected,
    message: `The log was cut off: it ended at entry ${end}, and ${end - expected + 1} at its end are gone.`,
  });
}

async function checkAnchor(
  chain: AuditChainStore,
  anchor: Anchor | undefined,
  headSequence: number,
  first: number,
): Promise<void> {
  if (!anchor) return;
  if (anchor.sequence > headSequence)
    throw new Found({
      verdict: "cut-off",
      at: headSequence + 1,
      message: `The log ends at entry ${headSequence}, but the anchor knows entry ${anchor.sequence}: its end was cut off.`,
    });
  if (anchor.sequence >= first) return;
  const checkpoint = await chain.checkpoint();
  const mac =
    checkpoint?.sequence === anchor.sequence ? checkpoint.mac : (await chain.row(anchor.sequence))?.mac;
  if (mac !== undefined && mac !== null && mac !== anchor.mac) throw otherThanAnchor(anchor.sequence);
}
