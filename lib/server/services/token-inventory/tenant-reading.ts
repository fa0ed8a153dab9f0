import "server-only";
import type { Actor } from "../../actor";
import { appError, isAppError } from "../../app-error";
import type { Clock } from "../../clock";
import type { Lease, Leases } from "../../jobs/leases";
import { createOAuthTokens, type OAuthToken } from "../../qlik/resources/oauth-tokens";
import { createUsers, type User } from "../../qlik/resources/users";
import type { Store } from "../../store/store";
import type { KnownUser } from "../../store/tokens/listings";
import { GONE_STATUS, type ListedToken, type ListedUser, tenantSortKey } from "../../store/tokens/rows";
import type { Connections, OpenOptions, TenantConnection } from "../connections/connections";
import { botClientOf } from "../users/bot-client";
import { goneFrom } from "./gone";
import { readAhead } from "./read-ahead";

/** How the reading of one tenant ended; one that failed kept what was there, one that succeeded may tell something too. */
export interface TokenReading {
  readonly outcome: "succeeded" | "failed" | "already-running";
  readonly tokensRead: number;
  readonly message: string | null;
}

export interface ReadingDependencies {
  readonly store: Store;
  readonly connections: Connections;
  readonly leases: Leases;
  readonly clock: Clock;
}

interface ReadingOptions extends OpenOptions {
  readonly signal: AbortSignal;
  /** Who has asked for it; left out for what the console reads by itself. */
  readonly actor?: Actor;
}

const ALREADY_RUNNING: TokenReading = { outcome: "already-running", tokensRead: 0, message: null };
/** Pages of tokens that are fetched while the users are still read. */
const PAGES_AHEAD = 10;
/** Tokens that are kept in one statement or two. */
const TOKENS_AT_ONCE = 500;
/** A token that comes so soon after a revocation of the same person and client was issued again. */
const ISSUED_AGAIN_WITHIN_MS = 60 * 60_000;
/** How long tokens that have gone stay in the inventory. */
const KEEP_GONE_MS = 30 * 24 * 60 * 60_000;

/**
 * Reads all users and tokens of a tenant into the store, page by page; never twice at once for one tenant, in however
 * many instances. Nothing is taken for gone before all of it was read.
 */
export async function readTenantTokens(
  dependencies: ReadingDependencies,
  tenantId: string,
  options: ReadingOptions,
): Promise<TokenReading> {
  const { leases } = dependencies;
  const read = await leases.withLease(`tokens of ${tenantId}`, (lease) =>
    readUnderLease(dependencies, tenantId, options, lease),
  );
  return read.ok ? read.value : ALREADY_RUNNING;
}

async function readUnderLease(
  { store, connections, clock }: ReadingDependencies,
  tenantId: string,
  { priority, signal, actor }: ReadingOptions,
  lease: Lease,
): Promise<TokenReading> {
  const startedAt = clock();
  const before = await store.tokenSyncs.find(tenantId);
  await store.tokenSyncs.begin(tenantId, startedAt);
  const progress = { tokensRead: 0 };
  const fail = async (message: string): Promise<TokenReading> => {
    const { tokensRead } = progress;
    await store.tokenSyncs.end(tenantId, { at: clock(), outcome: "failed", tokensRead, message });
    return { outcome: "failed", tokensRead, message };
  };
  try {
    const connection = actor
      ? await connections.open(actor, "operator", { tenantId }, { priority })
      : await connections.openUnasked({ tenantId }, { priority });
    const both = AbortSignal.any([signal, lease.signal]);
    const reading = { store, connection, lease, startedAt, signal: both, progress };
    const found = await readAll(reading, before?.lastSyncedAt ?? null);
    lease.check();
    const { tokensRead } = progress;
    const message = found.told;
    const end = (entities: Pick<Store, "tokenSyncs">) =>
      entities.tokenSyncs.end(tenantId, { at: clock(), outcome: "succeeded", tokensRead, message });
    // A change by itself shares its commit with those of other tenants.
    if (!found.regrouped && before?.lastSyncedAt) await end(store);
    else
      await store.transaction(async (entities) => {
        const gone = { at: startedAt, because: "unlisted" } as const;
        await entities.tokenListings.markGone(tenantId, found.unlisted, gone);
        await entities.tokenGroups.recount(tenantId);
        await end(entities);
      });
    if (found.regrouped && before?.lastSyncedAt)
      await store.tokenListings.prune(tenantId, new Date(startedAt.getTime() - KEEP_GONE_MS));
    return { outcome: "succeeded", tokensRead, message };
  } catch (failure) {
    // Whoever has the lease now says how it ends.
    if (lease.signal.aborted) throw failure;
    if (signal.aborted) return fail("The console stopped while it read; it goes on after its start.");
    if (isAppError(failure)) return fail([failure.message, failure.details.advice].filter(Boolean).join(" "));
    await fail("The console itself failed while it read the tokens; its log says more.");
    throw failure;
  }
}

interface Reading {
  readonly store: Store;
  readonly connection: TenantConnection;
  readonly lease: Lease;
  readonly startedAt: Date;
  readonly signal: AbortSignal;
  readonly progress: { tokensRead: number };
}

interface Found {
  /** Tokens that were there and are not listed any more. */
  readonly unlisted: readonly string[];
  /** Whether the tenant's counts by person, client … are not true any more. */
  readonly regrouped: boolean;
  /** What people are told about it. */
  readonly told: string | null;
}

async function readAll(reading: Reading, lastSyncedAt: Date | null): Promise<Found> {
  const { store, connection, lease, startedAt, signal, progress } = reading;
  const { tenantId } = connection;
  const { tokenListings } = store;
  const pages = readAhead(connection.api.of(createOAuthTokens).pages({ signal }), PAGES_AHEAD);
  const users = await readUsers(reading);
  const known = await tokenListings.knownTokens(tenantId);
  const seen = new Set<string>();
  const created: ListedToken[] = [];
  let regrouped = users.changed;
  let waiting: ListedToken[] = [];

  const keep = async () => {
    lease.check();
    regrouped = (await keepHolders(reading, users, waiting)) || regrouped;
    const kept = await tokenListings.keepTokens(tenantId, waiting, known, users.placeOf, startedAt);
    regrouped ||= kept.regrouped;
    // Of a tenant that was never read before, everything is new: nothing in it was issued again.
    if (lastSyncedAt) created.push(...kept.created);
    for (const { tokenId } of waiting) seen.add(tokenId);
    waiting = [];
  };
  for await (const page of pages) {
    const { data } = connection.unwrap(page);
    if (data.some((token) => token.tenantId !== undefined && token.tenantId !== tenantId))
      throw appError("upstream_failed", "Another tenant's tokens are listed at the stored hostname.", {
        advice: "Connect the tenant by the first of its hostnames, which never changes.",
      });
    waiting.push(...data.map(toListedToken));
    progress.tokensRead += data.length;
    if (waiting.length < TOKENS_AT_ONCE) continue;
    await keep();
    await store.tokenSyncs.keepProgress(tenantId, progress.tokensRead);
  }
  if (waiting.length > 0) await keep();
  if (lastSyncedAt && created.length > 0) await markIssuedAgain(reading, created, lastSyncedAt);
  const missing = [...known.keys()].filter((tokenId) => !seen.has(tokenId));
  const readAgain = () => connection.api.of(createOAuthTokens).pages({ signal });
  const gone = await goneFrom("tokens", { missing, before: known.size }, { connection, readAgain });
  return {
    unlisted: gone.ids,
    regrouped: regrouped || gone.ids.length > 0,
    told: [users.told, gone.told].filter(Boolean).join(" ") || null,
  };
}

interface ReadUsers {
  known: Map<string, KnownUser>;
  readonly changed: boolean;
  readonly told: string | null;
  readonly placeOf: (token: ListedToken) => {
    userNumber: number;
    userKey: string;
    tenantKey: string;
    clientName: string | null;
  };
}

async function readUsers({ store, connection, lease, startedAt, signal }: Reading): Promise<ReadUsers> {
  const { tenantId, tenant } = connection;
  const { tokenListings } = store;
  const known = await tokenListings.knownUsers(tenantId);
  const listed = new Set<string>();
  const clientNames = new Map<string, string>();
  let written = 0;
  for await (const page of connection.api.of(createUsers).pages({ signal })) {
    const { data } = connection.unwrap(page);
    const users = data.map(toListedUser);
    for (const { userId, clientId, name } of users) {
      listed.add(userId);
      if (clientId !== null && name !== "") clientNames.set(clientId, name);
    }
    lease.check();
    written += await tokenListings.keepUsers(tenantId, users, known, startedAt);
  }
  const before = [...known].flatMap(([userId, { print }]) => (print === GONE_STATUS ? [] : [userId]));
  const missing = before.filter((userId) => !listed.has(userId));
  const readAgain = () => connection.api.of(createUsers).pages({ signal });
  const gone = await goneFrom("users", { missing, before: before.length }, { connection, readAgain });
  if (gone.ids.length > 0) {
    lease.check();
    await tokenListings.markUsersGone(tenantId, gone.ids);
  }
  const tenantKey = tenantSortKey(tenant);
  const users: ReadUsers = {
    known: written > 0 ? await tokenListings.knownUsers(tenantId) : known,
    changed: written + gone.ids.length > 0,
    told: gone.told,
    placeOf({ userId, clientId }) {
      const user = users.known.get(userId);
      if (!user) throw new Error("A token's user was not kept before the token.");
      return {
        userNumber: user.number,
        userKey: user.nameKey,
        tenantKey,
        clientName: clientId === null ? null : (clientNames.get(clientId) ?? null),
      };
    },
  };
  return users;
}

/** Whoever holds a token and is not listed is kept too, so that every token is somebody's. True when there were such. */
async function keepHolders(
  { store, connection, startedAt }: Reading,
  users: ReadUsers,
  tokens: readonly ListedToken[],
): Promise<boolean> {
  const strangers = [...new Set(tokens.map(({ userId }) => userId))].filter((id) => !users.known.has(id));
  if (strangers.length === 0) return false;
  const { tenantId } = connection;
  const rows = strangers.map((userId) => ({
    userId,
    name: "",
    email: null,
    subject: "",
    status: GONE_STATUS,
    clientId: null,
  }));
  await store.tokenListings.keepUsers(tenantId, rows, users.known, startedAt);
  users.known = await store.tokenListings.knownUsers(tenantId);
  return true;
}

/**
 * Whether a token came within an hour of a revocation is known as well as readings tell: it was not there at the
 * last one, and that was before the hour had passed.
 */
async function markIssuedAgain(
  { store, connection, startedAt }: Reading,
  created: readonly ListedToken[],
  lastSyncedAt: Date,
): Promise<void> {
  const { tenantId } = connection;
  const since = new Date(lastSyncedAt.getTime() - ISSUED_AGAIN_WITHIN_MS);
  const revoked = await store.tokenListings.revokedSince(tenantId, since);
  if (revoked.length === 0) return;
  const held = ({ userId, clientId }: { userId: string; clientId: string | null }) =>
    JSON.stringify([userId, clientId]);
  const after = new Map(revoked.map((one) => [held(one), one.revocationId]));
  const again = created.filter((token) => after.has(held(token)));
  const revocations = new Set(again.map((token) => after.get(held(token)) ?? null));
  for (const revocationId of revocations) {
    const ids = again.filter((token) => after.get(held(token)) === revocationId);
    await store.tokenListings.markReissued(
      tenantId,
      ids.map(({ tokenId }) => tokenId),
      startedAt,
      revocationId,
    );
  }
}

const toListedUser = (user: User): ListedUser => ({
  userId: user.id,
  name: user.name,
  email: user.email ?? null,
  subject: user.subject,
  status: user.status ?? "unknown",
  clientId: botClientOf(user),
});

const toListedToken = (token: OAuthToken): ListedToken => ({
  tokenId: token.id,
  userId: token.userId,
  clientId: token.clientId ?? null,
  description: token.description ?? null,
  deviceType: token.deviceType ?? null,
  lastUsed: token.lastUsed ?? null,
});
