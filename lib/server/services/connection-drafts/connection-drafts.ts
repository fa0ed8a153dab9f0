import "server-only";
import { randomUUID } from "node:crypto";
import type { z } from "zod";
import {
  type ConnectionChoice,
  type ConnectionDraft,
  type ConnectionQuestion,
  type CreateConnectionDraftInput,
  type changeConnectionDraftRow,
  type listConnectionDrafts,
  type RowProblem,
  whyNotConnectable,
} from "@/lib/contracts/connection-drafts";
import { type Actor, requireRole } from "../../actor";
import { appError, fieldProblem, isAppError } from "../../app-error";
import type { Clock, Monotonic } from "../../clock";
import type { Log } from "../../log";
import { parseQlikHost } from "../../qlik/hosts";
import { goingOn, requireStepUp } from "../../step-up";
import type { ClaimedRow, NewDraftRow } from "../../store/credentials/connection-drafts";
import type { Store } from "../../store/store";
import type { Authority } from "../authority";
import type { SealedCredentials } from "../connections/sealed-credentials";
import type { TenantService } from "../tenants/tenants";
import { readChoice, whyNotOneClient } from "./choice";
import { type GivenRow, readConnectionCsv } from "./csv";

type RowChange = z.infer<typeof changeConnectionDraftRow.body>;

/** Connecting many tenants: taken in at once, kept until done, each tenant checked and stored by itself. */
export interface ConnectionDraftService {
  list(actor: Actor): Promise<z.infer<typeof listConnectionDrafts.answer>>;
  get(actor: Actor, draftId: string): Promise<ConnectionDraft>;
  /** What the forms begin with for somebody who chose tenants elsewhere. */
  choice(actor: Actor, question: ConnectionQuestion): Promise<ConnectionChoice>;
  /** Asks nothing of Qlik. A row that cannot be right says so, and does not hold up the others. */
  create(actor: Actor, input: CreateConnectionDraftInput): Promise<ConnectionDraft>;
  /** Begins and does not wait; all of them are "checking" in its answer. Without row ids: all that are ready. */
  check(actor: Actor, draftId: string, rowIds?: readonly string[]): Promise<ConnectionDraft>;
  changeRow(actor: Actor, draftId: string, rowId: string, change: RowChange): Promise<ConnectionDraft>;
  remove(actor: Actor, draftId: string): Promise<void>;
  /** Waits for the checks that were begun. */
  settled(): Promise<void>;
}

export interface ConnectionDraftDependencies {
  readonly store: Store;
  readonly tenants: TenantService;
  readonly sealedCredentials: SealedCredentials;
  readonly extraHosts: readonly string[];
  readonly authority: Pick<Authority, "during">;
  readonly clock: Clock;
  readonly elapsed: Monotonic;
  readonly log: Log;
}

/** Each check goes to a host of its own, so this bounds the console and not Qlik. */
const AT_ONCE = 8;
/** Rows that wait for their turn are held this often; a check has four calls of at most 20 seconds each. */
const HOLD_EVERY_MS = 60_000;
const BROKEN_AFTER_MS = 5 * 60_000;

export function createConnectionDraftService(given: ConnectionDraftDependencies): ConnectionDraftService {
  const { store, tenants, sealedCredentials, extraHosts, authority, clock, elapsed, log } = given;
  const underWay = new Set<Promise<void>>();

  const find = async (draftId: string): Promise<ConnectionDraft> => {
    await store.connectionDrafts.freeBroken(draftId, clock(), BROKEN_AFTER_MS);
    const draft = await store.connectionDrafts.find(draftId);
    if (!draft)
      throw appError("not_found", "There is no such draft: it was finished or given up.", {
        advice: "Connected tenants stay connected; begin again for the others.",
      });
    return draft;
  };

  /** What is known of the tenant behind a hostname, or why that is none. */
  const resolve = async (typed: string) => {
    const host = parseQlikHost(typed, extraHosts);
    if (!host.ok) return { hostname: typed, tenant: undefined, problem: { message: host.error.message } };
    return {
      hostname: host.value,
      tenant: await store.tenants.findByHostname(host.value),
      problem: null,
    };
  };

  const toRow = async (row: GivenRow, level: NewDraftRow["level"]): Promise<NewDraftRow> => {
    const id = randomUUID();
    const { hostname, tenant, problem } = await resolve(row.hostname);
    return {
      id,
      line: row.line,
      hostname,
      clientId: row.clientId,
      level,
      sealedSecret: row.clientSecret ? await sealedCredentials.sealForDraft(id, row.clientSecret) : null,
      problem: problem ?? row.problem,
      tenantId: tenant?.id ?? null,
      tenantName: tenant?.name ?? null,
    };
  };

  /** One client for several tenants: its secret goes to none that cannot be connected, or is of another organization. */
  const fromChoice = async (input: Extract<CreateConnectionDraftInput, { tenantIds: unknown }>) => {
    const { clientId, clientSecret, tenantIds, acrossOrganizations } = input;
    const found = await Promise.all([...new Set(tenantIds)].map((id) => store.tenants.find(id)));
    const chosen = found.map((tenant, index) => {
      if (!tenant) throw fieldProblem(`tenantIds.${index}`, "The console knows no tenant with this id.");
      return { tenant, why: whyNotConnectable(tenant, clock()) };
    });
    const sentTo = chosen.flatMap(({ tenant, why }) => (why === null ? [tenant] : []));
    const wrong = acrossOrganizations ? null : whyNotOneClient(sentTo, clientId);
    if (wrong !== null) throw fieldProblem("tenantIds", wrong);
    return chosen.map(({ tenant: { hostnames }, why }, index) => ({
      line: index + 1,
      hostname: hostnames[0] ?? "",
      clientId,
      clientSecret: why === null ? clientSecret : null,
      problem: why === null ? null : leftOutAs(why),
    }));
  };

  const checkRow = async (actor: Actor, row: ClaimedRow, mayGoOn: () => Promise<void>): Promise<void> => {
    try {
      await mayGoOn();
      const listed = row.tenantId === null ? undefined : await store.tenants.find(row.tenantId);
      const why = row.level === "region" && listed ? whyNotConnectable(listed, clock()) : null;
      if (why !== null) return await store.connectionDrafts.fail(row.id, leftOutAs(why));
      const input = {
        hostname: row.hostname,
        clientId: row.clientId,
        clientSecret: await sealedCredentials.openOfDraft(row.id, row.sealedSecret),
        level: row.level === "region" ? ("region" as const) : ("tenant" as const),
        storeUnchecked: false,
      };
      const asked = goingOn(actor, clock);
      const tenant =
        row.tenantId === null
          ? await tenants.connect(asked, input)
          : await tenants.putCredential(asked, row.tenantId, input);
      await store.connectionDrafts.complete(row.id, tenant);
    } catch (failure) {
      if (!isAppError(failure)) log.error({ err: failure }, "a tenant of a draft could not be connected");
      // Nothing is wrong with the row when it is its checker who may not any more.
      const isForbidden = isAppError(failure) && failure.code === "forbidden";
      await store.connectionDrafts[isForbidden ? "putBack" : "fail"](row.id, problemOf(failure));
    }
  };

  const checkAll = async (actor: Actor, rows: readonly ClaimedRow[]): Promise<void> => {
    const queue = [...rows];
    let heldAt = elapsed();
    const mayGoOn = authority.during(actor, "admin", `Connecting ${rows.length} tenants`);
    const worker = async () => {
      for (let row = queue.shift(); row; row = queue.shift()) {
        const now = clock();
        if (elapsed() - heldAt > HOLD_EVERY_MS) {
          heldAt = elapsed();
          await store.connectionDrafts.hold(
            queue.map(({ id }) => id),
            now,
          );
        }
        // None when the draft was given up meanwhile.
        if ((await store.connectionDrafts.hold([row.id], now)) === 1) await checkRow(actor, row, mayGoOn);
      }
    };
    await Promise.all(Array.from({ length: Math.min(AT_ONCE, rows.length) }, worker));
  };

  const begin = (work: Promise<void>) => {
    const kept: Promise<void> = work
      .catch((failure: unknown) => log.error({ err: failure }, "the checks of a draft broke off"))
      .finally(() => underWay.delete(kept));
    underWay.add(kept);
  };

  return {
    async list(actor) {
      requireRole(actor, "admin");
      const data = await store.connectionDrafts.list();
      return { data, total: data.length, asOf: clock().toISOString() };
    },
    async get(actor, draftId) {
      requireRole(actor, "admin");
      return find(draftId);
    },
    async choice(actor, question) {
      requireRole(actor, "admin");
      return readChoice(store, question, clock());
    },
    async create(actor, input) {
      requireRole(actor, "admin");
      requireStepUp(actor, "changes-credentials", clock);
      const given: readonly GivenRow[] =
        "csv" in input ? readConnectionCsv(input.csv) : await fromChoice(input);
      const rows: NewDraftRow[] = [];
      // One client for several tenants is taken for a region's; whether it is shows when the first check has passed.
      const level = "csv" in input ? "tenant" : "region";
      for (const row of given) rows.push(await toRow(row, level));
      const id = randomUUID();
      await store.transaction((entities) =>
        entities.connectionDrafts.create(id, actor.person.name, clock(), withRepeatsRefused(rows)),
      );
      return find(id);
    },
    async check(actor, draftId, rowIds) {
      requireRole(actor, "admin");
      requireStepUp(actor, "changes-credentials", clock);
      await find(draftId);
      const claimed = await store.connectionDrafts.claim(draftId, rowIds, clock());
      begin(checkAll(actor, claimed));
      return find(draftId);
    },
    async changeRow(actor, draftId, rowId, { hostname, clientId, clientSecret }) {
      requireRole(actor, "admin");
      requireStepUp(actor, "changes-credentials", clock);
      const draft = await find(draftId);
      const resolved = hostname === undefined ? undefined : await resolve(hostname);
      if (resolved?.problem) throw fieldProblem("hostname", resolved.problem.message);
      const row = draft.rows.find(({ id }) => id === rowId);
      // A secret was given for the tenant that stood there, and goes to no other.
      if (resolved && row?.hasSecret && clientSecret === undefined && resolved.hostname !== row.hostname)
        throw fieldProblem(
          "clientSecret",
          "The secret was given for another hostname: enter it for this one.",
        );
      const changed = await store.connectionDrafts.change(draftId, rowId, {
        ...(resolved
          ? {
              hostname: resolved.hostname,
              tenantId: resolved.tenant?.id ?? null,
              tenantName: resolved.tenant?.name ?? null,
            }
          : {}),
        ...(clientId === undefined ? {} : { clientId }),
        ...(clientSecret === undefined
          ? {}
          : { sealedSecret: await sealedCredentials.sealForDraft(rowId, clientSecret) }),
      });
      if (!changed)
        throw appError("conflict", "This row is being checked, or is stored already.", {
          advice: "Look at the list again.",
        });
      return find(draftId);
    },
    async remove(actor, draftId) {
      requireRole(actor, "admin");
      requireStepUp(actor, "changes-credentials", clock);
      await find(draftId);
      await store.connectionDrafts.remove(draftId);
    },
    async settled() {
      while (underWay.size > 0) await Promise.all(underWay);
    },
  };
}

const leftOutAs = (why: string): RowProblem => ({
  message: `Nothing was sent to this tenant. ${why}`,
  advice: "If that is not so any more, read its organization again, then enter the secret for it.",
});

/** A tenant twice in one file would be connected by whichever row comes last: only the first is taken. */
function withRepeatsRefused(rows: readonly NewDraftRow[]): NewDraftRow[] {
  const lines = new Map<string, number>();
  return rows.map((row) => {
    const key = row.tenantId ?? row.hostname;
    const before = lines.get(key);
    if (before === undefined) lines.set(key, row.line);
    return before === undefined || row.problem
      ? row
      : { ...row, problem: { message: `The same tenant stands in line ${before} already.` } };
  });
}

function problemOf(failure: unknown): RowProblem {
  if (!isAppError(failure)) return { message: "The console itself failed; its log says more." };
  const { advice } = failure.details;
  return { message: failure.message, ...(advice ? { advice } : {}) };
}
