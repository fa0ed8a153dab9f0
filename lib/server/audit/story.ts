import "server-only";
import type { AuditChainStore, ChainHead } from "../store/audit/chain";
import type { MacKeys } from "../vault/mac-keys";
import { sameMac } from "../vault/signatures";
import type { ChainPoint, PlaceDoubt, Witness } from "../vault/witness-file";
import { createLegacyDigest, isSigned } from "./chain";
import { leadsTo } from "./follows";
import type { FoundStatement, Statement } from "./statement";
import type { KnownChain } from "./verify";

const PAGE = 5000;

export interface StoryParts {
  readonly installationId: string;
  readonly chain: AuditChainStore;
  readonly keys: Pick<MacKeys, "find">;
  /** What is known outside of the database. To be read before the database is. */
  readonly witness: Witness | undefined;
  readonly statement: FoundStatement;
  /** Where the database is now. */
  readonly place: string;
  /** Whether a missing witness is nothing unusual: instances that share a database each keep their own. */
  readonly shared: boolean;
  /** Whether the log had no chain before this start: it comes from a program that did not chain it. */
  readonly unchainedBefore: boolean;
}

/** What is to be believed of the log at a start, all things held against each other. */
export type Story =
  /** There is no chain yet, and nothing says otherwise. */
  | { readonly kind: "begins"; readonly known: Witness }
  /** Also with an end that is gone, which `known.lost` then says. */
  | { readonly kind: "goes-on"; readonly known: Witness }
  /** It is not the log that this console wrote: nothing may be added, or that could no longer be seen. */
  | { readonly kind: "refused"; readonly known: Witness | undefined; readonly problem: string };

/** Holds what the database says of its log against what is known outside of it. Writes nothing. */
export async function tellStory(parts: StoryParts): Promise<Story> {
  const { chain } = parts;
  const last = await chain.lastSequence();
  const head = await chain.head();
  const checkpoint = await chain.checkpoint();
  const chained = (await chain.firstChained()) !== undefined;
  const isUntouched = last === 0 && !checkpoint && (head?.sequence ?? 0) === 0;
  const known = knownBefore(parts, isUntouched);

  if (!head) {
    const { statement, unchainedBefore } = parts;
    const neverBegan = known ? known.head.sequence === 0 && isUntouched : statement === "before" && !chained;
    if (neverBegan && !checkpoint && (isUntouched || unchainedBefore))
      return { kind: "begins", known: known ?? (await adopted(parts, { sequence: 0, mac: "" }, null)) };
    return { kind: "refused", known, problem: "The row that says where the audit log ends is gone." };
  }
  if (!known)
    return {
      kind: "goes-on",
      known: await adopted(parts, head, parts.statement === "before" ? null : "witness-missing"),
    };
  if (head.sequence < known.head.sequence)
    return {
      kind: "goes-on",
      known: { ...known, head: point(head), lost: lostEnd(known, head), doubt: "behind" },
    };
  const archived = checkpoint && isSigned(parts.keys, checkpoint) ? checkpoint.sequence : 0;
  const { sequence, mac } = known.head;
  const isThere =
    sequence <= Math.max(archived, known.begin.sequence) ||
    sameMac(mac, (await chain.row(sequence))?.mac ?? null);
  if (!isThere || !(await leadsTo(chain, parts.keys, known.head, head)))
    return {
      kind: "refused",
      known,
      problem: isThere
        ? `What follows entry ${sequence} of the audit log is not what this console wrote.`
        : `Entry ${sequence} of the audit log is not the one that this console wrote.`,
    };
  const { lost } = known;
  // Only where nothing was written in the place of what was cut off: the same mac in that row would show nothing.
  const isBack =
    lost !== null &&
    sequence <= lost.after &&
    lost.sequence <= head.sequence &&
    sameMac(lost.mac, (await chain.row(lost.sequence))?.mac ?? null);
  const doubt = isBack && known.doubt === "behind" ? null : known.doubt;
  return { kind: "goes-on", known: { ...known, head: point(head), lost: isBack ? null : lost, doubt } };
}

/** What the log is held against when it is verified; a statement in the database itself proves no end. */
export function knownChain(witness: Witness | undefined, statement: FoundStatement): KnownChain | undefined {
  const stated = typeof statement === "object" ? statement : undefined;
  if (stated && stated.epoch > (witness?.epoch ?? -1))
    return { begin: stated.begin, head: stated.head, lost: null, outside: witness !== undefined };
  // Made at a start out of what the database says, it proves nothing until somebody has answered.
  const outside = witness?.doubt !== "witness-missing";
  return witness && { begin: witness.begin, head: witness.head, lost: witness.lost, outside };
}

const point = ({ sequence, mac }: Pick<ChainHead, "sequence" | "mac">): ChainPoint => ({ sequence, mac });

/** A second cut adds to the first. */
const lostEnd = ({ head, lost }: Witness, now: ChainHead): Witness["lost"] => {
  const further = lost && lost.sequence > head.sequence ? lost : head;
  return { ...point(further), after: Math.min(lost?.after ?? now.sequence, now.sequence) };
};

/** Of witness and statement what was said later; undefined where neither says anything. */
function knownBefore(
  { installationId, witness, statement, place, shared }: StoryParts,
  isUntouched: boolean,
) {
  const stated = typeof statement === "object" ? statement : undefined;
  if (witness && !(stated && stated.epoch > witness.epoch)) {
    const isHere = witness.place === place || stated?.place === place;
    if (!isHere) return { ...witness, doubt: witness.doubt ?? ("moved" as const) };
    return { ...witness, place, doubt: witness.doubt === "moved" ? null : witness.doubt };
  }
  if (!stated) return undefined;
  const missing = !witness && !shared && !isUntouched ? ("witness-missing" as const) : null;
  return fromStatement(installationId, stated, doubtOf(stated, place) ?? missing, witness?.hadAdministrator);
}

const doubtOf = (stated: Statement, place: string): PlaceDoubt | null =>
  stated.place === null ? "restored" : stated.place === place ? null : "moved";

const fromStatement = (
  installationId: string,
  { epoch, begin, head, place, hadAdministrator }: Statement,
  doubt: PlaceDoubt | null,
  hadOneBefore = false,
): Witness => ({
  installationId,
  epoch,
  begin,
  head,
  lost: null,
  place: place ?? "",
  doubt,
  hadAdministrator: hadAdministrator || hadOneBefore,
});

/** Where nothing but the database tells: its chain is taken as it is. */
async function adopted(
  { installationId, place, chain, keys }: StoryParts,
  head: ChainPoint,
  doubt: PlaceDoubt | null,
): Promise<Witness> {
  const begin = await presentBegin(chain, keys, head);
  return {
    installationId,
    epoch: 0,
    begin,
    head: point({ ...head }),
    lost: null,
    place,
    doubt,
    hadAdministrator: false,
  };
}

/** After which entry the chain begins that is there. */
export async function presentBegin(
  chain: AuditChainStore,
  keys: Pick<MacKeys, "find">,
  head: ChainPoint,
): Promise<ChainPoint> {
  const checkpoint = await chain.checkpoint();
  if (checkpoint && isSigned(keys, checkpoint)) return point(checkpoint);
  const firstChained = await chain.firstChained();
  return firstChained === undefined ? point(head) : digestUpTo(chain, firstChained - 1);
}

/** Stands for all entries up to there, which a chain that begins after them covers as one. */
export async function digestUpTo(
  chain: AuditChainStore,
  upTo: number,
): Promise<ChainPoint & { entries: number }> {
  const digest = createLegacyDigest();
  let sequence = 0;
  let entries = 0;
  for (let rows = await chain.rows(0, upTo, PAGE); rows.length > 0; ) {
    for (const row of rows) digest.add(row);
    entries += rows.length;
    sequence = rows.at(-1)?.sequence ?? upTo;
    rows = await chain.rows(sequence, upTo, PAGE);
  }
  return { sequence, mac: digest.value(), entries };
}
