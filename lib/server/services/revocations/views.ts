import "server-only";
import type {
  Revocation,
  RevocationDetail,
  RevocationItem,
  RevocationProblem,
} from "@/lib/contracts/revocations";
import type { Clock } from "../../clock";
import type { ProblemGroup, StoredRevocationItem } from "../../store/revocations/items";
import type { RevocationTenantRow, StoredRevocation } from "../../store/revocations/revocations";
import type { Store } from "../../store/store";
import { byTenant, countsOf, type TenantCounts } from "./counts";
import { secondsLeft } from "./time-left";
import { loadsOf, waitingFor } from "./waiting-for";

const personOf = ({ id, name, email }: StoredRevocation["person"]) => ({ id, name, email });

interface Read {
  readonly stored: StoredRevocation;
  readonly groups: TenantCounts;
  readonly tenants: readonly RevocationTenantRow[];
  readonly at: Date;
}

function toRevocation({ stored, groups, tenants, at }: Read): Revocation {
  const loads = loadsOf(tenants, byTenant(groups), at);
  return {
    id: stored.id,
    state: stored.state,
    selection: stored.selection,
    reason: stored.reason,
    person: personOf(stored.person),
    createdAt: stored.createdAt.toISOString(),
    startedAt: stored.startedAt?.toISOString() ?? null,
    finishedAt: stored.finishedAt?.toISOString() ?? null,
    pausedBecause: stored.pausedBecause,
    takenOver: stored.takenOver && {
      person: personOf(stored.takenOver.person),
      at: stored.takenOver.at.toISOString(),
    },
    counts: countsOf(groups),
    secondsLeft: secondsLeft(loads.filter(({ parked }) => !parked)),
    waitingFor: waitingFor(stored.state, loads),
    asOf: at.toISOString(),
  };
}

/** How often something is read again because it has changed meanwhile. */
const MOST_READINGS = 3;

/**
 * A revocation, and something else that is read of it, as of one moment: read between two equal readings of its counts.
 * Where they change too quickly for that, the counts are the newer ones. Undefined when it is gone.
 */
async function readWith<T>(
  { store, clock }: ViewDependencies,
  id: string,
  more: () => Promise<T>,
): Promise<(Read & { readonly more: T }) | undefined> {
  let before = await readAnew(store, id, clock);
  for (let readings = 1; before; readings += 1) {
    const read = await more();
    const after = await readAnew(store, id, clock);
    if (!after) return undefined;
    if (readings === MOST_READINGS || momentOf(before) === momentOf(after)) return { ...after, more: read };
    before = after;
  }
  return undefined;
}

async function readAnew(store: Store, id: string, clock: Clock): Promise<Read | undefined> {
  const stored = await store.revocations.find(id);
  return stored && readOnce(store, stored, clock);
}

async function readOnce(store: Store, stored: StoredRevocation, clock: Clock): Promise<Read> {
  const [groups, tenants] = await Promise.all([
    store.revocationItems.counts(stored.id),
    store.revocations.tenants(stored.id),
  ]);
  return { stored, groups, tenants, at: clock() };
}

const momentOf = ({ stored, groups }: Read): string => JSON.stringify([stored.state, countsOf(groups)]);

export interface ViewDependencies {
  readonly store: Store;
  readonly clock: Clock;
}

/** One that has just been read from its list, with what became of its tokens so far; its counts may be newer. */
export const viewListed = async (
  { store, clock }: ViewDependencies,
  stored: StoredRevocation,
): Promise<Revocation> => toRevocation(await readOnce(store, stored, clock));

/** One page of its tokens, and the revocation as of the same moment; undefined when it is gone. */
export async function viewItems(
  dependencies: ViewDependencies,
  id: string,
  question: Parameters<Store["revocationItems"]["page"]>[1],
): Promise<{ revocation: Revocation; items: RevocationItem[] } | undefined> {
  const read = await readWith(dependencies, id, () => dependencies.store.revocationItems.page(id, question));
  if (!read) return undefined;
  const names = namesOf(read.tenants);
  return { revocation: toRevocation(read), items: read.more.map((item) => toItem(item, names)) };
}

const namesOf = (tenants: readonly RevocationTenantRow[]): ReadonlyMap<string, string> =>
  new Map(tenants.map(({ tenantId, tenantName }) => [tenantId, tenantName]));

const toItem = (item: StoredRevocationItem, names: ReadonlyMap<string, string>): RevocationItem => ({
  position: item.position,
  tenantId: item.tenantId,
  tenantName: names.get(item.tenantId) ?? item.tenantId,
  tokenId: item.tokenId,
  userId: item.userId,
  userName: item.userName,
  userEmail: item.userEmail,
  clientId: item.clientId,
  description: item.description,
  lastUsed: item.lastUsed,
  state: item.state,
  message: item.message,
  endedAt: item.endedAt?.toISOString() ?? null,
});

/** A revocation with its counts, tenants, people and problems as of one moment; undefined when it is gone. */
export async function viewRevocationDetail(
  dependencies: ViewDependencies,
  id: string,
): Promise<RevocationDetail | undefined> {
  const { store } = dependencies;
  const read = await readWith(dependencies, id, () =>
    Promise.all([
      store.revocationItems.people(id),
      store.revocationItems.problems(id),
      store.tokenListings.reissuedAfter(id),
    ]),
  );
  if (!read) return undefined;
  const { groups, tenants } = read;
  const [people, problems, issuedAgain] = read.more;
  const names = namesOf(tenants);
  const counts = byTenant(groups);
  return {
    ...toRevocation(read),
    issuedAgain,
    coverage: read.stored.coverage,
    unread: tenants.flatMap(({ tenantId, tenantName, unreadBecause }) =>
      unreadBecause === null ? [] : [{ tenantId, tenantName, because: unreadBecause }],
    ),
    // One in which nothing was found is only among those that could not be read.
    tenants: tenants.flatMap(({ tenantId, tenantName, parkedBecause }) => {
      const found = counts.get(tenantId);
      return found ? [{ tenantId, tenantName, counts: found, waitingBecause: parkedBecause }] : [];
    }),
    people,
    problems: await Promise.all(
      gather(problems).map(async (group) => ({
        ...group,
        tenants: group.tenants.map((tenantId) => ({ tenantId, tenantName: names.get(tenantId) ?? tenantId })),
        qlik: group.state === "left-out" ? null : await store.revocationItems.exampleAnswer(id, group.cause),
      })),
    ),
  };
}

type Gathered = Omit<RevocationProblem, "tenants" | "qlik"> & { tenants: string[] };

/** "40 tokens in 3 tenants": the same state and cause are one problem, wherever it happened. */
function gather(groups: readonly ProblemGroup[]): Gathered[] {
  const gathered = new Map<string, Gathered>();
  for (const { state, cause, message, tenantId, tokens } of groups) {
    if (state !== "left-out" && state !== "failed" && state !== "unknown") continue;
    const key = `${state} ${cause}`;
    const there = gathered.get(key);
    if (there) {
      there.tokens += tokens;
      there.tenants.push(tenantId);
    } else gathered.set(key, { state, cause, message, tokens, tenants: [tenantId] });
  }
  return [...gathered.values()].sort((one, other) => other.tokens - one.tokens);
}
