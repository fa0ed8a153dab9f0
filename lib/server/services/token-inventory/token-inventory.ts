import "server-only";
import { setTimeout } from "node:timers/promises";
import type { TenantsByReason, TokenInventory } from "@/lib/contracts/token-inventory";
import { type Actor, requireRole } from "../../actor";
import { appError, isAppError } from "../../app-error";
import type { AuditLog } from "../../audit/audit-log";
import { isAhead } from "../../clock";
import type { Log } from "../../log";
import type { Priority } from "../../qlik/slots";
import type { StoredTokenSync } from "../../store/tokens/syncs";
import type { Authority } from "../authority";
import type { Outward } from "../outward";
import { coverageOf } from "./coverage";
import { EVERY_MS, tokensDueAt } from "./reading-schedule";
import { type ReadingDependencies, readTenantTokens, type TokenReading } from "./tenant-reading";

/** Keeps the tokens and users of every connected tenant in the store; reading alone is not audited unless asked for. */
export interface TokenInventoryService {
  get(actor: Actor): Promise<TokenInventory>;
  /** Begins to read these tenants, or all, and does not wait. Throws `not_found` when one of them is not connected. */
  sync(actor: Actor, tenantIds: readonly string[] | undefined): Promise<TokenInventory>;
  /** For whoever opens the page: begins to read what is due. */
  freshen(actor: Actor): Promise<void>;
  /** Reads these tenants in the background and waits; what goes wrong is in their rows. */
  read(tenantIds: readonly string[]): Promise<void>;
  /**
   * Reads one tenant for somebody who waits for it, and says how it went. One that is being read already is read again
   * after that: what was read before does not hold for now. Throws when the signal is aborted while it waits for that.
   */
  readNow(actor: Actor, tenantId: string, signal: AbortSignal): Promise<TokenReading>;
  /** Reads the tenants whose turn has come. */
  syncDue(): Promise<void>;
  /** Waits for what was begun. */
  settled(): Promise<void>;
  /** Breaks off what is under way, at a place where it can be left. */
  stop(): Promise<void>;
}

/** As many as Qlik is asked at a time in all; what waits there holds no more than a page or two. */
const TENANTS_AT_ONCE = 256;
/** For so few tenants somebody waits in front of the screen. */
const FEW = 5;
const NAMED = 5;
/** How often somebody looks who waits for the end of another reading. */
const LOOK_AGAIN_MS = 250;
const nothing = () => undefined;

export interface TokenInventoryDependencies extends ReadingDependencies {
  readonly audit: AuditLog;
  readonly authority: Pick<Authority, "during">;
  readonly outward: Pick<Outward, "held">;
  readonly log: Log;
}

/** Who has asked for a reading of many tenants; it ends when they may not any more. */
interface AskedBy {
  readonly actor: Actor;
  readonly mayGoOn: () => Promise<void>;
}

export function createTokenInventoryService(dependencies: TokenInventoryDependencies): TokenInventoryService {
  const { store, clock, audit, authority, outward, log } = dependencies;
  const stopped = new AbortController();
  const underWay = new Set<Promise<void>>();
  /** Begun here, also those whose turn has not come. */
  const begun = new Set<string>();

  /** Whatever goes wrong is in the tenant's row or in the log: nobody waits for it. */
  const readOne = async (tenantId: string, priority: Priority, asked?: AskedBy): Promise<void> => {
    try {
      const { outcome, tokensRead, message } = await readTenantTokens(dependencies, tenantId, {
        priority,
        signal: stopped.signal,
        ...(asked ? { actor: asked.actor } : {}),
      });
      log.debug({ tenantId, outcome, tokensRead, message }, "tokens of a tenant read");
    } catch (failure) {
      if (!stopped.signal.aborted)
        log.error({ err: failure, tenantId }, "the tokens of a tenant could not be read");
    }
  };

  /** False when whoever has asked for it may not any more, which is in the log then. */
  const maySo = async (asked: AskedBy | undefined): Promise<boolean> => {
    try {
      await asked?.mayGoOn();
      return true;
    } catch (failure) {
      if (!isAppError(failure)) log.error({ err: failure }, "it could not be asked who reads tokens");
      return false;
    }
  };

  const read = async (tenantIds: readonly string[], priority: Priority, asked?: AskedBy): Promise<void> => {
    const waiting = [...tenantIds];
    for (const id of waiting) begun.add(id);
    const one = async () => {
      for (let id = waiting.shift(); id !== undefined; id = waiting.shift()) {
        if (!stopped.signal.aborted && (await maySo(asked))) await readOne(id, priority, asked);
        begun.delete(id);
      }
    };
    await Promise.all(Array.from({ length: Math.min(TENANTS_AT_ONCE, waiting.length) }, one));
  };

  const begin = (tenantIds: readonly string[], priority: Priority, asked?: AskedBy) => {
    const work = read(tenantIds, priority, asked).finally(() => underWay.delete(work));
    underWay.add(work);
  };

  let told = false;
  const tellOfFuture = (syncs: readonly StoredTokenSync[], now: number) => {
    const tenants = syncs.filter(({ startedAt }) => startedAt && isAhead(startedAt, now)).length;
    if (tenants === 0 || told) return;
    told = true;
    log.warn(
      { tenants },
      "tokens of tenants were read at a time that has not come: the clock was set, and they are read now",
    );
  };

  const due = async (): Promise<string[]> => {
    const now = clock().getTime();
    const syncs = await store.tokenSyncs.list();
    tellOfFuture(syncs, now);
    return syncs.filter((sync) => tokensDueAt(sync, now) <= now).map(({ tenantId }) => tenantId);
  };

  /** Tenants of one name are named among others here. */
  const toldApart = (groups: readonly TenantsByReason[]): Promise<TenantsByReason[]> =>
    Promise.all(
      groups.map(async (group) => ({ ...group, named: await store.tenants.withNamesApart(group.named) })),
    );

  const view = async (): Promise<TokenInventory> => {
    const revision = await store.tokenSyncs.revision();
    // After the revision, as lists take theirs before it: of two, the later moment then has the later revision.
    const now = clock();
    const [all, issuedAgain, coverage] = await Promise.all([
      store.tokenSyncs.list(),
      store.tokenListings.issuedAgain(),
      coverageOf(store),
    ]);
    const synced = all.flatMap(({ lastSyncedAt }) => lastSyncedAt ?? []);
    const reading = all.filter(({ outcome, tenantId }) => outcome === "running" || begun.has(tenantId));
    const oldest = Math.min(...synced.map((at) => at.getTime()));
    return {
      tokens: all.reduce((sum, { tokens }) => sum + tokens, 0),
      tenants: all.length,
      coverage,
      reading: reading.length,
      tokensRead: reading.reduce((sum, { tokensRead }) => sum + tokensRead, 0),
      unread: all.length - synced.length,
      oldest: synced.length === 0 ? null : new Date(oldest).toISOString(),
      stale: synced.filter((at) => now.getTime() - at.getTime() > 2 * EVERY_MS || isAhead(at, now)).length,
      unreadable: await toldApart(byReason(all.filter(({ outcome }) => outcome === "failed"))),
      drops: await toldApart(
        byReason(all.filter(({ outcome, message }) => outcome === "succeeded" && message !== null)),
      ),
      issuedAgain,
      revision,
      asOf: now.toISOString(),
    };
  };

  const chosen = async (tenantIds: readonly string[] | undefined): Promise<readonly StoredTokenSync[]> => {
    const all = await store.tokenSyncs.list();
    if (tenantIds === undefined) return all;
    const wanted = new Set(tenantIds);
    const known = all.filter(({ tenantId }) => wanted.has(tenantId));
    if (known.length === wanted.size) return known;
    throw appError("not_found", "One of these tenants is not connected, so its tokens cannot be read.", {
      advice: "Connect it under Credentials, or leave it out.",
    });
  };

  const settled = async () => {
    while (underWay.size > 0) await Promise.all(underWay);
  };

  return {
    async get(actor) {
      requireRole(actor, "viewer");
      return view();
    },
    async sync(actor, tenantIds) {
      requireRole(actor, "operator");
      const tenants = await chosen(tenantIds);
      const [only] = tenants;
      const named = only && { id: only.tenantId, name: only.tenantName };
      await audit.perform(
        actor,
        {
          action: "oauth-tokens.sync",
          ...(tenants.length === 1 && named ? { object: { type: "tenant", ...named }, tenant: named } : {}),
        },
        async (act) => {
          const ids = tenants.map(({ tenantId }) => tenantId);
          const mayGoOn = authority.during(actor, "operator", `Reading the tokens of ${ids.length} tenants`);
          begin(ids, ids.length > FEW ? "background" : "interactive", { actor, mayGoOn });
          const detail = ids.length === 1 ? "Began to read it." : `Began to read ${ids.length} tenants.`;
          return act.ended({ outcome: "succeeded", detail });
        },
      );
      return view();
    },
    async freshen(actor) {
      requireRole(actor, "viewer");
      if (await outward.held()) return;
      begin(await due(), "background");
    },
    read: (tenantIds) => read(tenantIds, "background"),
    async readNow(actor, tenantId, signal) {
      for (;;) {
        const options = { priority: "interactive", signal: stopped.signal, actor } as const;
        const reading = readTenantTokens(dependencies, tenantId, options);
        const work: Promise<void> = reading.then(nothing, nothing).finally(() => underWay.delete(work));
        underWay.add(work);
        const read = await reading;
        if (read.outcome !== "already-running") return read;
        signal.throwIfAborted();
        await setTimeout(LOOK_AGAIN_MS);
      }
    },
    async syncDue() {
      if (await outward.held()) return;
      await read(await due(), "background");
    },
    settled,
    async stop() {
      stopped.abort();
      await settled();
    },
  };
}

function byReason(syncs: readonly StoredTokenSync[]): TenantsByReason[] {
  const groups = new Map<string, StoredTokenSync[]>();
  for (const sync of syncs) {
    const reason = sync.message ?? "The reason is not known; read it again.";
    groups.set(reason, [...(groups.get(reason) ?? []), sync]);
  }
  return [...groups]
    .map(([reason, tenants]) => {
      const ages = tenants.map(({ lastSyncedAt }) => lastSyncedAt?.getTime() ?? 0);
      const oldest = Math.min(...ages);
      return {
        reason,
        tenants: tenants.length,
        named: tenants.slice(0, NAMED).map(({ tenantId, tenantName }) => ({ tenantId, tenantName })),
        lastSyncedAt: oldest === 0 ? null : new Date(oldest).toISOString(),
      };
    })
    .sort((one, other) => other.tenants - one.tenants);
}
