import "server-only";
import { randomUUID } from "node:crypto";
import type { z } from "zod";
import { limits } from "@/lib/contracts/limits";
import type { ExportFormat } from "@/lib/contracts/media-types";
import {
  type listRevocationItems,
  type listRevocations,
  MOST_TOKENS,
  type NewRevocation,
  type RevocationDetail,
  type RevocationItemState,
} from "@/lib/contracts/revocations";
import { type Actor, requireRole } from "../../actor";
import { appError, fieldProblem, foreignCursor } from "../../app-error";
import { requireStepUp } from "../../step-up";
import type { StoredRevocation } from "../../store/revocations/revocations";
import type { Outward } from "../outward";
import { cancelling, conflict, createRevocationCommands, pausing, resuming, retrying } from "./commands";
import { countsOf } from "./counts";
import type { ReadingWatcher } from "./fleet-reading";
import { freeze } from "./freeze";
import type { FreezeDependencies, TokenSelection } from "./freezing";
import { reportOf } from "./report";
import type { RunDependencies } from "./run-dependencies";
import { type ViewDependencies, viewItems, viewListed, viewRevocationDetail } from "./views";

interface PageQuestion {
  readonly limit: number;
  readonly cursor?: string | undefined;
}

export interface RevocationService {
  /**
   * Freezes what is selected; starts it at once unless it is a dry run, which ends when whoever follows it goes away.
   * Throws `invalid_input` when there is nothing to revoke.
   */
  create(actor: Actor, given: NewRevocation, watcher?: ReadingWatcher): Promise<RevocationDetail>;
  list(
    actor: Actor,
    question: PageQuestion & { readonly when: readonly string[] },
  ): Promise<z.infer<typeof listRevocations.answer>>;
  /** Throws `not_found`, as all that follow. */
  get(actor: Actor, id: string): Promise<RevocationDetail>;
  items(
    actor: Actor,
    id: string,
    question: PageQuestion & { readonly state?: RevocationItemState | undefined },
  ): Promise<z.infer<typeof listRevocationItems.answer>>;
  report(actor: Actor, id: string, format: ExportFormat): ReturnType<typeof reportOf>;
  /** Throws `conflict` when it is not running, as the commands that follow when they come too late. */
  pause(actor: Actor, id: string): Promise<RevocationDetail>;
  resume(actor: Actor, id: string): Promise<RevocationDetail>;
  /** What has failed, or is unknown, is tried again. */
  retry(actor: Actor, id: string): Promise<RevocationDetail>;
  /** What has not been sent is given up. */
  cancel(actor: Actor, id: string): Promise<RevocationDetail>;
}

/** How long a preview can be started. */
const PREVIEW_MS = 60 * 60_000;

export interface RevocationDependencies
  extends Pick<RunDependencies, "store" | "connections" | "audit" | "clock">,
    Pick<FreezeDependencies, "tokenInventory"> {
  readonly outward: Pick<Outward, "require">;
  /** Called when there is work. */
  readonly wake: () => void;
}

export function createRevocationService({
  store,
  connections,
  tokenInventory,
  audit,
  clock,
  outward,
  wake,
}: RevocationDependencies): RevocationService {
  const find = async (id: string): Promise<StoredRevocation> => {
    return (await store.revocations.find(id)) ?? gone();
  };
  const views: ViewDependencies = { store, clock };
  /** Throws as `find` does. */
  const view = async (id: string) => (await viewRevocationDetail(views, id)) ?? gone();

  const preview = async (
    actor: Actor,
    selection: TokenSelection,
    includeConsoleOwn: boolean,
    watcher: ReadingWatcher,
  ): Promise<StoredRevocation> => {
    const reading = { store, connections, tokenInventory, clock, includeConsoleOwn };
    const frozen = await freeze(actor, selection, reading, watcher);
    if (frozen.items.length > MOST_TOKENS)
      throw fieldProblem(
        "selection",
        `Select at most ${MOST_TOKENS} tokens; these are ${frozen.items.length}.`,
      );
    const id = randomUUID();
    const at = clock();
    await store.transaction(async (entities) => {
      const [oldest, youngest] = [at.getTime() - PREVIEW_MS, at.getTime() + PREVIEW_MS];
      await entities.revocations.removePreviewsOutside(new Date(oldest), new Date(youngest));
      await entities.revocations.create(
        {
          id,
          selection: frozen.selection,
          coverage: frozen.coverage,
          person: actor.person,
          sessionId: actor.sessionId,
          address: actor.address,
          requestId: actor.requestId,
          createdAt: at,
        },
        frozen.tenants,
      );
      await entities.revocationItems.add(id, frozen.items);
    });
    return find(id);
  };

  const start = async (
    actor: Actor,
    stored: StoredRevocation,
    given: { reason: string | null; idempotencyKey: string | null },
  ): Promise<string> => {
    await outward.require();
    const counts = countsOf(await store.revocationItems.counts(stored.id));
    if (counts.total === 0)
      throw fieldProblem(
        "selection",
        "There is nothing to revoke: every selected token is left out or gone.",
      );
    const started = await audit.perform(
      actor,
      {
        action: "revocation.start",
        object: { type: "revocation", id: stored.id, name: stored.selection },
        ...(given.reason === null ? {} : { reason: given.reason }),
      },
      async (act) => {
        const isFirst = await store.revocations.start(
          stored.id,
          { at: clock(), actId: act.id, ...given },
          {
            personRole: actor.person.role,
            sessionId: actor.sessionId,
            address: actor.address,
            requestId: actor.requestId,
          },
        );
        return act.ended(
          isFirst
            ? { outcome: "succeeded", detail: `${counts.total} tokens` }
            : { outcome: "failed", detail: "It was started already." },
          isFirst,
        );
      },
    );
    const other = started
      ? null
      : given.idempotencyKey && (await store.revocations.findByKey(given.idempotencyKey));
    if (other) return other.id;
    if (!started) throw conflict("This revocation was started already.");
    wake();
    return stored.id;
  };

  const { command, goOn } = createRevocationCommands({ store, audit, outward, clock, find, wake });

  return {
    async create(actor, { selection, dryRun, includeConsoleOwn, reason, idempotencyKey }, watcher = {}) {
      requireRole(actor, "operator");
      requireStepUp(actor, "ends-access-of-many", clock);
      const key = idempotencyKey === undefined ? null : `${actor.person.id} ${idempotencyKey}`;
      const known = key === null || dryRun ? undefined : await store.revocations.findByKey(key);
      if (known) return view(known.id);
      const stored =
        selection.kind === "preview"
          ? await find(selection.revocationId)
          : await preview(actor, selection, includeConsoleOwn, dryRun ? watcher : {});
      if (dryRun) return view(stored.id);
      if (stored.person.id !== actor.person.id)
        throw appError("forbidden", "Somebody else has made this preview.", {
          advice: "Select the tokens yourself, so that you start what you have seen.",
        });
      return view(await start(actor, stored, { reason: reason ?? null, idempotencyKey: key }));
    },
    async list(actor, { limit, cursor, when }) {
      requireRole(actor, "viewer");
      const times = { values: when, now: clock() };
      const page = await store.revocations.page(limit, cursor, times);
      if (!page) throw foreignCursor();
      return {
        data: await Promise.all(page.revocations.map((stored) => viewListed(views, stored))),
        total: await store.revocations.count(times),
        ...(page.next === undefined ? {} : { nextCursor: page.next }),
        asOf: clock().toISOString(),
      };
    },
    async get(actor, id) {
      requireRole(actor, "viewer");
      return view(id);
    },
    async items(actor, id, { state, limit, cursor }) {
      requireRole(actor, "viewer");
      const after = cursor === undefined ? -1 : Number(cursor);
      if (!Number.isSafeInteger(after) || after > MOST_TOKENS) throw foreignCursor();
      const { items, revocation } =
        (await viewItems(views, id, { state, after, limit: limit + 1 })) ?? gone();
      const page = items.slice(0, limit);
      const last = items.length > limit ? page.at(-1) : undefined;
      return {
        data: page,
        total: null,
        ...(last ? { nextCursor: String(last.position) } : {}),
        asOf: revocation.asOf,
        revocation,
      };
    },
    async report(actor, id, format) {
      requireRole(actor, "viewer");
      return reportOf(store, await find(id), format, clock());
    },
    pause: (actor, id) => command(actor, id, pausing).then(() => view(id)),
    resume: (actor, id) => goOn(actor, id, resuming).then(() => view(id)),
    retry: (actor, id) => goOn(actor, id, retrying).then(() => view(id)),
    cancel: (actor, id) => command(actor, id, cancelling(clock())).then(() => view(id)),
  };
}

function gone(): never {
  throw appError("not_found", "The console knows no revocation with this id.", {
    advice: `A preview is kept for an hour, and the last ${limits["previews-of-one"]} of each person. Select the tokens again.`,
  });
}
