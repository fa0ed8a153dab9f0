import "server-only";
import type { LeftOutReason } from "@/lib/contracts/revocations";
import type { NewRevocationItem } from "../../store/revocations/items";
import type { TenantConnection } from "../connections/connections";
import { createOwnTokens } from "./own-tokens";
import type { NamedUser } from "./user-names";

/** What of one tenant is frozen. */
export interface FrozenTenant {
  readonly tenantId: string;
  readonly tenantName: string;
  readonly items: readonly NewRevocationItem[];
  /** Why it was not read, or not as far as was asked; null where nothing is missing. */
  readonly unreadBecause: string | null;
}

/** A token that Qlik lists now. */
export interface HeldToken extends NamedUser {
  readonly id: string;
  readonly userId: string;
  readonly clientId?: string | undefined;
  readonly description?: string | undefined;
  readonly lastUsed?: string | undefined;
}

const OWN = "It belongs to the OAuth client with which this console works in the tenant.";
const GONE = "Qlik does not list it any more.";

/** Tokens of a tenant as they are frozen: the console's own are left out unless they were asked for. */
export async function frozenItems(
  connection: TenantConnection,
  tokens: readonly HeldToken[],
  includeConsoleOwn: boolean,
): Promise<NewRevocationItem[]> {
  if (tokens.length === 0) return [];
  const isOwn = await createOwnTokens(connection, tokens);
  return tokens.map((token) => ({
    ...itemOf(connection.tenantId, token.id),
    userId: token.userId,
    userName: token.userName,
    userEmail: token.userEmail,
    clientId: token.clientId ?? null,
    description: token.description ?? null,
    lastUsed: token.lastUsed ?? null,
    ...(isOwn(token) && !includeConsoleOwn ? leftOut("console-own", OWN) : {}),
  }));
}

/** One that was chosen and that Qlik does not list. */
export const goneItem = (tenantId: string, tokenId: string): NewRevocationItem => ({
  ...itemOf(tenantId, tokenId),
  ...leftOut("already-gone", GONE),
});

/** One of which nobody knows whether Qlik lists it. */
export const unknownItem = (
  tenantId: string,
  tokenId: string,
  cause: "not-connected" | "not-readable",
  message: string,
): NewRevocationItem => ({ ...itemOf(tenantId, tokenId), ...leftOut(cause, message) });

const itemOf = (tenantId: string, tokenId: string): NewRevocationItem => ({
  tenantId,
  tokenId,
  userId: "",
  userName: "",
  userEmail: "",
  clientId: null,
  description: null,
  lastUsed: null,
  state: "pending",
  cause: null,
  message: null,
});

const leftOut = (cause: LeftOutReason, message: string) => ({ state: "left-out", cause, message }) as const;
