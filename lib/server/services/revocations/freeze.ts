import "server-only";
import type { FleetFilters } from "@/lib/contracts/fleet-tokens";
import { type LeftOutReason, MOST_TOKENS, type RevocationSelection } from "@/lib/contracts/revocations";
import type { Actor } from "../../actor";
import { fieldProblem, isAppError } from "../../app-error";
import type { Clock } from "../../clock";
import type { OAuthToken } from "../../qlik/resources/oauth-tokens";
import type { ChosenToken } from "../../store/fleet-tokens";
import type { NewRevocationItem } from "../../store/revocation-items";
import type { Store } from "../../store/store";
import type { Connection, Connections } from "../connections";
import { createOwnTokens } from "./own-tokens";
import { userNames } from "./user-names";

export type TokenSelection = Exclude<RevocationSelection, { kind: "preview" }>;

/** What was selected, token by token, as Qlik lists it now. */
export interface Frozen {
  /** In words for people. */
  readonly selection: string;
  readonly tenants: readonly { readonly tenantId: string; readonly tenantName: string }[];
  readonly items: readonly NewRevocationItem[];
}

/** What of one tenant is wanted: these tokens, all of one user, or all. */
interface Wanted {
  readonly tenantId: string;
  readonly tokenIds?: readonly string[];
  readonly userId?: string;
  /** Whose the tokens are as far as the inventory knows, and their names: then Qlik is asked less. */
  readonly holders?: ReadonlyMap<string, string>;
}

interface FrozenTenant {
  readonly tenantId: string;
  readonly tenantName: string;
  readonly items: readonly NewRevocationItem[];
}

export interface FreezeDependencies {
  readonly store: Pick<Store, "fleetTokens" | "tenants">;
  readonly connections: Connections;
  readonly clock: Clock;
  readonly includeConsoleOwn: boolean;
}

/**
 * Reads what is selected from Qlik itself: what an older list says never decides a revocation. Of single tokens those
 * that cannot be read are left out with the reason; a selection by user or tenant that cannot be read fails as a whole.
 */
export async function freeze(
  actor: Actor,
  selection: TokenSelection,
  dependencies: FreezeDependencies,
): Promise<Frozen> {
  const parts = await wantedBy(selection, dependencies);
  const tenants: FrozenTenant[] = [];
  const waiting = parts.map((wanted, place) => ({ wanted, place }));
  const one = async () => {
    for (let next = waiting.shift(); next; next = waiting.shift()) {
      const { wanted, place } = next;
      tenants[place] = await freezeTenant(actor, wanted, dependencies).catch((failure: unknown) =>
        leaveOut(wanted, failure, dependencies),
      );
    }
  };
  // Tenants side by side, each in its place: every one has its own budget, and there may be hundreds.
  await Promise.all(Array.from({ length: Math.min(TENANTS_AT_ONCE, parts.length) }, one));
  return {
    selection: inWords(selection, tenants),
    tenants: tenants.map(({ tenantId, tenantName }) => ({ tenantId, tenantName })),
    items: tenants.flatMap(({ items }) => items),
  };
}

async function wantedBy(selection: TokenSelection, { store, clock }: FreezeDependencies): Promise<Wanted[]> {
  if (selection.kind === "fleet") {
    // One more than may be: then there are too many, and whoever asks is told.
    const chosen = await store.fleetTokens.chosen(selection.filters, clock(), MOST_TOKENS + 1);
    return wantedOf(chosen, selection.except);
  }
  if (selection.kind === "tenant") return [{ tenantId: selection.tenantId }];
  if (selection.kind === "user") return [{ tenantId: selection.tenantId, userId: selection.userId }];
  const byTenant = new Map<string, Set<string>>();
  for (const { tenantId, tokenIds } of selection.tokens) {
    const ids = byTenant.get(tenantId) ?? new Set();
    for (const id of tokenIds) ids.add(id);
    byTenant.set(tenantId, ids);
  }
  return [...byTenant].map(([tenantId, ids]) => ({ tenantId, tokenIds: [...ids] }));
}

function wantedOf(
  chosen: readonly ChosenToken[],
  except: readonly { readonly tenantId: string; readonly tokenIds: readonly string[] }[],
): Wanted[] {
  if (chosen.length > MOST_TOKENS)
    throw fieldProblem(
      "selection",
      `Select at most ${MOST_TOKENS} tokens at a time; these are more. Narrow the filters.`,
    );
  const left = new Map<string, ReadonlySet<string>>(
    except.map(({ tenantId, tokenIds }) => [tenantId, new Set<string>(tokenIds)]),
  );
  const none = () => ({ tokenIds: [] as string[], holders: new Map<string, string>() });
  const byTenant = new Map<string, ReturnType<typeof none>>();
  for (const { tenantId, tokenId, userId, userName } of chosen) {
    if (left.get(tenantId)?.has(tokenId)) continue;
    const wanted = byTenant.get(tenantId) ?? none();
    wanted.tokenIds.push(tokenId);
    wanted.holders.set(userId, userName);
    byTenant.set(tenantId, wanted);
  }
  return [...byTenant].map(([tenantId, wanted]) => ({ tenantId, ...wanted }));
}

async function freezeTenant(
  actor: Actor,
  wanted: Wanted,
  { connections, includeConsoleOwn }: FreezeDependencies,
): Promise<FrozenTenant> {
  const connection = await connections.open(actor, "operator", wanted.tenantId);
  // What is frozen is revoked later: it must be this tenant's, as of now.
  await connection.prove();
  const listed = await readTokens(connection, wanted);
  const chosen = wanted.tokenIds
    ? wanted.tokenIds.flatMap((id) => listed.get(id) ?? [])
    : [...listed.values()];
  const isOwn = await createOwnTokens(connection, chosen);
  const { holders } = wanted;
  const nameOf = holders
    ? (userId: string) => holders.get(userId) ?? ""
    : await userNames(connection, new Set(chosen.map(({ userId }) => userId)));
  const items = chosen.map((token): NewRevocationItem => {
    const left = isOwn(token) && !includeConsoleOwn;
    return {
      ...itemOf(wanted.tenantId, token.id),
      userId: token.userId,
      userName: nameOf(token.userId),
      clientId: token.clientId ?? null,
      description: token.description ?? null,
      ...(left ? leftOut("console-own", OWN) : {}),
    };
  });
  const gone = (wanted.tokenIds ?? [])
    .filter((id) => !listed.has(id))
    .map((id) => ({ ...itemOf(wanted.tenantId, id), ...leftOut("already-gone", GONE) }));
  return { tenantId: wanted.tenantId, tenantName: connection.tenant.name, items: [...items, ...gone] };
}

const TENANTS_AT_ONCE = 32;
/** Of so few people the tokens are read person by person. */
const FEW_HOLDERS = 3;
const OWN = "It belongs to the OAuth client with which this console works in the tenant.";
const GONE = "Qlik does not list it any more.";

async function readTokens(
  connection: Connection,
  { userId, holders }: Wanted,
): Promise<Map<string, OAuthToken>> {
  const few = holders && holders.size <= FEW_HOLDERS && !holders.has("");
  const questions = userId !== undefined ? [userId] : few ? [...holders.keys()] : [undefined];
  const tokens = new Map<string, OAuthToken>();
  for (const question of questions) {
    for await (const page of connection.api.oauthTokens.pages({ userId: question })) {
      for (const token of connection.unwrap(page).data) {
        // Qlik is asked for one user's tokens; should it answer with more, theirs are not to be touched.
        if (question === undefined || token.userId === question) tokens.set(token.id, token);
      }
    }
  }
  return tokens;
}

async function leaveOut(
  { tenantId, tokenIds }: Wanted,
  failure: unknown,
  { store }: FreezeDependencies,
): Promise<FrozenTenant> {
  if (!tokenIds || !isAppError(failure)) throw failure;
  if (failure.code !== "not_connected" && failure.code !== "not_found" && failure.code !== "upstream_failed")
    throw failure;
  const reason = failure.code === "upstream_failed" ? "not-readable" : "not-connected";
  return {
    tenantId,
    tenantName: (await store.tenants.find(tenantId))?.name ?? tenantId,
    items: tokenIds.map((id) => ({ ...itemOf(tenantId, id), ...leftOut(reason, failure.message) })),
  };
}

const itemOf = (tenantId: string, tokenId: string): NewRevocationItem => ({
  tenantId,
  tokenId,
  userId: "",
  userName: "",
  clientId: null,
  description: null,
  state: "pending",
  cause: null,
  message: null,
});

const leftOut = (cause: LeftOutReason, message: string) => ({ state: "left-out", cause, message }) as const;

function inWords(selection: TokenSelection, tenants: readonly FrozenTenant[]): string {
  const [first] = tenants;
  const name = first?.tenantName ?? "";
  if (selection.kind === "tenant") return `All tokens of the tenant ${name}`;
  if (selection.kind === "user") {
    const person = first?.items[0]?.userName ?? "";
    return `All tokens of ${person === "" ? selection.userId : person} in ${name}`;
  }
  const count = tenants.reduce((sum, { items }) => sum + items.length, 0);
  const tokens = count === 1 ? "One token" : `${count} tokens`;
  if (selection.kind === "fleet") return `${tokens} ${filterWords(selection.filters)}`;
  return tenants.length === 1 ? `${tokens} in ${name}` : `${tokens} in ${tenants.length} tenants`;
}

const LONGEST_WORDS = 300;

/** What was asked for, as it would be typed. */
function filterWords({ search, lastUsedBefore, ...lists }: Omit<FleetFilters, "sort">): string {
  const words = [
    ...Object.entries(lists).flatMap(([name, values]) =>
      values.length > 0 ? [`${name}:${values.join(",")}`] : [],
    ),
    ...(lastUsedBefore ? [`lastUsedBefore:${lastUsedBefore.toISOString()}`] : []),
    ...(search === undefined ? [] : [search]),
  ].join(" ");
  if (words === "") return "of all tenants";
  return `that match ${words.length > LONGEST_WORDS ? `${words.slice(0, LONGEST_WORDS)}…` : words}`;
}
