import "server-only";
import { appError } from "../app-error";
import type { Clock, Monotonic } from "../clock";
import type { Log } from "../log";
import type { Store } from "../store/store";
import type { MacKeys } from "../vault/mac-keys";
import type { RootKeys } from "../vault/root-key";
import { changeWitness, readWitness, type Witness } from "../vault/witness-file";
import { beginAuditChain } from "./begin";
import { closedChain, createAuditChain } from "./chain";
import { entryOfTheConsole } from "./console-entry";
import { createHeadKeeper } from "./head-keeper";
import { readStatement, type Statement, signStatement } from "./statement";
import { digestUpTo, knownChain, type Story, tellStory } from "./story";
import type { KnownChain } from "./verify";
import { doubtInWords, lossInWords } from "./witness-words";

/** What this console knows of its installation outside of the database, and says of it inside. */
export interface InstallationWitness {
  /** What the log is held against. */
  known(): Promise<KnownChain | undefined>;
  /** Why it is not sure that this database is the one that the console left here, until somebody has answered. */
  placeDoubt(): string | undefined;
  /** An administrator has said that this database is the right one, in this place. Ends what {@link accept} ends, too. */
  confirmPlace(): Promise<void>;
  /** What is wrong with the log, and what to do; undefined when nothing is known to be. */
  trouble(): string | undefined;
  /**
   * Goes on with the log that is there, although it is not the one that was known: what is lost is written into it, and
   * where it was rewritten a new chain begins, which covers what is there. False when there is nothing to accept.
   */
  accept(): Promise<boolean>;
  /** Whether there has ever been an administrator, whatever the database says now. */
  hadAdministrator(): boolean;
  keepAdministrator(): Promise<void>;
  /** Writes down the last end of the log. */
  close(): Promise<void>;
}

export interface WitnessDependencies {
  readonly store: Store;
  readonly keys: MacKeys;
  readonly installationId: string;
  readonly dataDir: string;
  readonly rootKeys: () => RootKeys;
  /** Where the database is now. */
  readonly findPlace: () => Promise<string>;
  /** Whether instances share the database, each with a witness of its own. */
  readonly shared: boolean;
  /** Whether this start has just made the tables of the chain. */
  readonly unchainedBefore: boolean;
  readonly clock: Clock;
  readonly elapsed: Monotonic;
  readonly log: Log;
  /** Where each committed entry goes as one line, if anywhere. */
  readonly print?: ((line: string) => void) | undefined;
}

/**
 * Holds the log against what is known of it, hands the chain to the store where it may go on, and writes down what is
 * known now. Where the log is not the one that this console wrote, nothing can be added to it: changes are refused.
 */
export async function openAuditLog(dependencies: WitnessDependencies): Promise<InstallationWitness> {
  const { store, keys, installationId, dataDir, rootKeys, findPlace, shared, clock, elapsed, log } =
    dependencies;
  const keeper = createHeadKeeper(dependencies);
  const chain = createAuditChain({ keys, log, now: elapsed, print: dependencies.print, ended: keeper.ended });
  const readFile = () => readWitness(dataDir, rootKeys());
  const place = await findPlace();
  const witness = readFile();
  const statement = readStatement(keys, installationId, await store.installation.statement());
  const { unchainedBefore } = dependencies;
  let story: Story = await tellStory({
    installationId,
    chain: store.auditChain,
    keys,
    witness,
    statement,
    place,
    shared,
    unchainedBefore,
  });

  const say = async (known: Witness): Promise<void> => {
    const { epoch, begin, head, hadAdministrator, doubt } = known;
    const said: Statement = { epoch, begin, head, place: doubt ? null : known.place, hadAdministrator };
    await store.installation.keepStatement(signStatement(keys, installationId, said));
  };
  /** A new part of the story: what was known before it does not hold any more. */
  const tellAnew = async (change: Partial<Witness>): Promise<void> => {
    const head = await store.auditChain.head();
    if (!head || !story.known) throw new Error("There is no audit log to go on with.");
    const before = readFile() ?? story.known;
    const known: Witness = {
      ...before,
      epoch: before.epoch + 1,
      head: { sequence: head.sequence, mac: head.mac },
      lost: null,
      ...change,
    };
    changeWitness(dataDir, rootKeys(), () => known);
    await say(known);
    story = { kind: "goes-on", known };
  };

  /** Where no file knew it, or it was known otherwise. Without a doubt, the database says so too. */
  const settle = async (known: Witness): Promise<void> => {
    const administrators = known.hadAdministrator || (await store.people.countAdministrators()) > 0;
    const settled = { ...known, hadAdministrator: administrators };
    changeWitness(dataDir, rootKeys(), (present) =>
      present &&
      present.epoch === settled.epoch &&
      present.head.sequence > settled.head.sequence &&
      !settled.lost
        ? { ...settled, head: present.head }
        : settled,
    );
    story = { kind: "goes-on", known: settled };
    const stated = typeof statement === "object" ? statement : undefined;
    const differs =
      stated?.epoch !== settled.epoch ||
      stated.place !== settled.place ||
      stated.hadAdministrator !== administrators;
    if (!stated || (!settled.doubt && differs)) await say(settled);
  };

  switch (story.kind) {
    case "begins": {
      const begin = await beginAuditChain({ store, clock }, chain, keys);
      const { sequence, mac } = (await store.auditChain.head()) ?? begin;
      await settle({ ...story.known, begin, head: { sequence, mac } });
      break;
    }
    case "goes-on":
      store.chainAudit(chain);
      await settle(story.known);
      break;
    case "refused":
      store.chainAudit(closedChain(log));
  }

  const self: InstallationWitness = {
    async known() {
      const file = readFile();
      return knownChain(file, readStatement(keys, installationId, await store.installation.statement()));
    },
    placeDoubt: () =>
      story.kind === "refused"
        ? story.problem
        : story.known.doubt
          ? doubtInWords[story.known.doubt]
          : undefined,
    trouble: () =>
      story.kind === "refused"
        ? `${story.problem} Nothing is changed until that is settled.`
        : story.known.lost
          ? lossInWords(story.known.lost)
          : keeper.problem(),
    async confirmPlace() {
      if (story.kind === "refused")
        throw appError("unavailable", `${story.problem} Nothing was changed.`, {
          advice: "At the machine, run npm run castellan -- audit verify, and see docs/operations.md.",
        });
      const { lost } = story.known;
      if (lost) await store.auditEntries.add(entryOfTheConsole(clock(), "audit.accept", lossInWords(lost)));
      await tellAnew({ place: await findPlace(), doubt: null });
    },
    async accept() {
      if (story.kind === "refused") {
        const known = story.known;
        const { entries, ...all } = await digestUpTo(store.auditChain, Number.MAX_SAFE_INTEGER);
        // The end never moves back: a trigger refuses that.
        const sequence = Math.max(all.sequence, (await store.auditChain.head())?.sequence ?? 0);
        const begin = { sequence, mac: all.mac };
        store.chainAudit(chain);
        const { problem } = story;
        await store.transaction(async (entities) => {
          await entities.auditChain.setHead({ ...begin, keyId: keys.current.id });
          await entities.auditEntries.add(
            entryOfTheConsole(
              clock(),
              "audit.accept",
              `${problem} A new chain begins here; this entry covers the ${entries} that are there, whatever was done to them.`,
            ),
          );
        });
        story = { kind: "goes-on", known: known ?? unknown(installationId, begin, place) };
        await tellAnew({ begin });
        return true;
      }
      const { lost } = story.known;
      if (!lost) return false;
      await store.auditEntries.add(entryOfTheConsole(clock(), "audit.accept", lossInWords(lost)));
      await tellAnew({});
      return true;
    },
    // Of a log that is not ours nobody knows.
    hadAdministrator: () => (readFile() ?? story.known)?.hadAdministrator ?? true,
    async keepAdministrator() {
      if (self.hadAdministrator() || story.kind === "refused") return;
      const known = { ...story.known, hadAdministrator: true };
      changeWitness(dataDir, rootKeys(), (present) => ({ ...(present ?? known), hadAdministrator: true }));
      story = { kind: "goes-on", known };
      if (!known.doubt) await say(known);
    },
    close: keeper.keep,
  };
  const trouble = self.trouble();
  if (trouble) log.error(`${trouble} Run npm run castellan -- audit verify.`);
  const doubt = self.placeDoubt();
  if (doubt && !trouble) log.warn(doubt);
  return self;
}

const unknown = (installationId: string, begin: Witness["begin"], place: string): Witness => ({
  installationId,
  epoch: 0,
  begin,
  head: begin,
  lost: null,
  place,
  doubt: "witness-missing",
  hadAdministrator: false,
});
