import "server-only";
import type { LeftOutReason, RevocationSelection } from "@/lib/contracts/revocations";
import type { Actor } from "../../actor";
import { isAppError } from "../../app-error";
import type { OAuthToken } from "../../qlik/resources/oauth-tokens";
import type { NewRevocationItem } from "../../store/revocation-items";
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
}

interface FrozenTenant {
  readonly tenantId: string;
  readonly tenantName: string;
  readonly items: readonly NewRevocationItem[];
}

export interface FreezeDependencies {
  readonly connections: Connections;
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
  const parts = wantedBy(selection);
  const tenants: FrozenTenant[] = [];
  // One after the other: the pages of one tenant keep its budget busy already, and an order is kept.
  for (const wanted of parts) {
    tenants.push(
      await freezeTenant(actor, wanted, dependencies).catch((failure: unknown) => leaveOut(wanted, failure)),
    );
  }
  return {
    selection: inWords(selection, tenants),
    tenants: tenants.map(({ tenantId, tenantName }) => ({ tenantId, tenantName })),
    items: tenants.flatMap(({ items }) => items),
  };
}

function wantedBy(selection: TokenSelection): Wanted[] {
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

async function freezeTenant(
  actor: Actor,
  wanted: Wanted,
  { connections, includeConsoleOwn }: FreezeDependencies,
): Promise<FrozenTenant> {
  const connection = await connections.open(actor, "operator", wanted.tenantId);
  const listed = await readTokens(connection, wanted.userId);
  const chosen = wanted.tokenIds
    ? wanted.tokenIds.flatMap((id) => listed.get(id) ?? [])
    : [...listed.values()];
  const isOwn = await createOwnTokens(connection, chosen);
  const nameOf = await userNames(connection, new Set(chosen.map(({ userId }) => userId)));
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

const OWN = "It belongs to the OAuth client with which this console works in the tenant.";
const GONE = "Qlik does not list it any more.";

async function readTokens(connection: Connection, userId?: string): Promise<Map<string, OAuthToken>> {
  const tokens = new Map<string, OAuthToken>();
  for await (const page of connection.api.oauthTokens.pages({ userId })) {
    for (const token of (await connection.unwrap(page)).data) {
      // Qlik is asked for one user's tokens; should it answer with more, theirs are not to be touched.
      if (userId === undefined || token.userId === userId) tokens.set(token.id, token);
    }
  }
  return tokens;
}

function leaveOut({ tenantId, tokenIds }: Wanted, failure: unknown): FrozenTenant {
  if (!tokenIds || !isAppError(failure)) throw failure;
  if (failure.code !== "not_connected" && failure.code !== "not_found" && failure.code !== "upstream_failed")
    throw failure;
  const reason = failure.code === "upstream_failed" ? "not-readable" : "not-connected";
  return {
    tenantId,
    tenantName: tenantId,
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
  return tenants.length === 1 ? `${tokens} in ${name}` : `${tokens} in ${tenants.length} tenants`;
}
