import "server-only";
import type { Log } from "../log";
import type { ChainHead } from "../store/audit/chain";
import type { Store } from "../store/store";
import type { MacKeys } from "../vault/mac-keys";
import type { RootKeys } from "../vault/root-key";
import { type ChainPoint, changeWitness, readWitness } from "../vault/witness-file";
import { leadsTo } from "./follows";

export interface HeadKeeper {
  /** Takes the end of the log after each commit. */
  ended(head: ChainHead): void;
  /** Writes down the newest end that was told, if it was not yet. Never fails. */
  keep(): Promise<void>;
  /** What is wrong with the log, once that was seen; the end known from before is then kept as it is. */
  problem(): string | undefined;
}

export interface HeadKeeperDependencies {
  readonly store: Pick<Store, "auditChain">;
  readonly keys: Pick<MacKeys, "find">;
  readonly dataDir: string;
  readonly rootKeys: () => RootKeys;
  readonly log: Log;
}

/** How often the end of the log is written down at most, while something is written. */
const RENEWED_EVERY_MS = 1000;

/** Keeps the newest end of the log beside the key: soon after each commit, and at most once a second. */
export function createHeadKeeper({
  store,
  keys,
  dataDir,
  rootKeys,
  log,
}: HeadKeeperDependencies): HeadKeeper {
  let newest: ChainHead | undefined;
  let timer: NodeJS.Timeout | undefined;
  let keptAt = Number.NEGATIVE_INFINITY;
  let problem: string | undefined;

  /** Somebody may cut the end off while the console serves; entries added since must not cover that. */
  const followsWhatIsKnown = async (end: ChainPoint): Promise<boolean> => {
    const known = readWitness(dataDir, rootKeys())?.head;
    return !known || known.sequence >= end.sequence || leadsTo(store.auditChain, keys, known, end);
  };

  const write = async (): Promise<void> => {
    clearTimeout(timer);
    timer = undefined;
    if (!newest || problem) return;
    const { sequence, mac } = newest;
    newest = undefined;
    keptAt = performance.now();
    try {
      if (!(await followsWhatIsKnown({ sequence, mac }))) {
        problem = "The audit log is another one than this console has written until now.";
        log.error(`${problem} Run npm run castellan -- audit verify.`);
        return;
      }
      // Several processes write it, and one may be behind the other.
      changeWitness(dataDir, rootKeys(), (present) =>
        present && sequence > present.head.sequence ? { ...present, head: { sequence, mac } } : undefined,
      );
    } catch (error) {
      log.error({ err: error }, "the end of the audit log could not be written beside the key");
    }
  };

  let writing = Promise.resolve();
  const keep = (): Promise<void> => {
    writing = writing.then(write);
    return writing;
  };

  return {
    ended(head) {
      if (!newest || head.sequence > newest.sequence) newest = head;
      timer ??= setTimeout(
        () => void keep(),
        Math.max(0, keptAt + RENEWED_EVERY_MS - performance.now()),
      ).unref();
    },
    keep,
    problem: () => problem,
  };
}
