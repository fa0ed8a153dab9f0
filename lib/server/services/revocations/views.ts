import "server-only";
import type {
  Revocation,
  RevocationCounts,
  RevocationDetail,
  RevocationItemState,
  RevocationProblem,
} from "@/lib/contracts/revocations";
import type { ProblemGroup } from "../../store/revocation-items";
import type { StoredRevocation } from "../../store/revocations";
import type { Store } from "../../store/store";
import { secondsLeft } from "./time-left";

type TenantCounts = Awaited<ReturnType<Store["revocationItems"]["counts"]>>;

const countedAs = {
  "left-out": "leftOut",
  pending: "pending",
  sent: "pending",
  revoked: "revoked",
  "already-gone": "alreadyGone",
  failed: "failed",
  unknown: "unknown",
  cancelled: "cancelled",
} as const satisfies Record<RevocationItemState, keyof RevocationCounts>;

/** What has become of tokens, of all tenants together. */
export function countsOf(groups: TenantCounts): RevocationCounts {
  const counts = {
    total: 0,
    leftOut: 0,
    pending: 0,
    revoked: 0,
    alreadyGone: 0,
    failed: 0,
    unknown: 0,
    cancelled: 0,
  };
  for (const { state, tokens } of groups) {
    counts[countedAs[state]] += tokens;
    if (state !== "left-out") counts.total += tokens;
  }
  return counts;
}

function byTenant(groups: TenantCounts): Map<string, RevocationCounts> {
  const ids = new Set(groups.map(({ tenantId }) => tenantId));
  return new Map([...ids].map((id) => [id, countsOf(groups.filter(({ tenantId }) => tenantId === id))]));
}

const loadOf = ({ pending, total }: RevocationCounts) => ({ pending, sent: total - pending });

const personOf = ({ id, name, email }: StoredRevocation["person"]) => ({ id, name, email });

function toRevocation(stored: StoredRevocation, groups: TenantCounts): Revocation {
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
    secondsLeft: secondsLeft([...byTenant(groups).values()].map(loadOf)),
  };
}

/** A revocation with what became of its tokens so far. */
export const viewRevocation = async (store: Store, stored: StoredRevocation): Promise<Revocation> =>
  toRevocation(stored, await store.revocationItems.counts(stored.id));

/** As {@link viewRevocation}, with tenants, people and problems. */
export async function viewRevocationDetail(
  store: Store,
  stored: StoredRevocation,
): Promise<RevocationDetail> {
  const [groups, tenants, people, problems, issuedAgain] = await Promise.all([
    store.revocationItems.counts(stored.id),
    store.revocations.tenants(stored.id),
    store.revocationItems.people(stored.id),
    store.revocationItems.problems(stored.id),
    store.tokenListings.reissuedAfter(stored.id),
  ]);
  const names = new Map(tenants.map(({ tenantId, tenantName }) => [tenantId, tenantName]));
  const counts = byTenant(groups);
  return {
    ...toRevocation(stored, groups),
    issuedAgain,
    tenants: tenants.map(({ tenantId, tenantName, parkedBecause }) => ({
      tenantId,
      tenantName,
      counts: counts.get(tenantId) ?? countsOf([]),
      waitingBecause: parkedBecause,
    })),
    people,
    problems: await Promise.all(
      gather(problems).map(async (group) => ({
        ...group,
        tenants: group.tenants.map((tenantId) => ({ tenantId, tenantName: names.get(tenantId) ?? tenantId })),
        qlik:
          group.state === "left-out"
            ? null
            : await store.revocationItems.exampleAnswer(stored.id, group.cause),
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
