import "server-only";
import { hash } from "node:crypto";
import { momentKey } from "@/lib/contracts/instants";
import { type CalledTenant, tenantNameOf } from "@/lib/contracts/tenant-name";
import { cutTo, fold, foldKey } from "../rows/folding";

/** A person or bot as a tenant lists it. */
export interface ListedUser {
  readonly userId: string;
  readonly name: string;
  readonly email: string | null;
  readonly subject: string;
  /** Qlik's word. */
  readonly status: string;
  readonly clientId: string | null;
}

type ListedUserNames = Pick<ListedUser, "name" | "email" | "subject" | "userId">;

/** A token as a tenant lists it. */
export interface ListedToken {
  readonly tokenId: string;
  readonly userId: string;
  readonly clientId: string | null;
  readonly description: string | null;
  readonly deviceType: string | null;
  readonly lastUsed: string | null;
}

/** What of its user, its tenant and its client a token is sorted by. */
export interface TokenPlace {
  readonly userNumber: number;
  readonly userKey: string;
  readonly tenantKey: string;
  readonly clientName: string | null;
}

/** The status of a user whom the tenant does not list. */
export const GONE_STATUS = "gone";
const LAST = "\uFFFF";
/** Longer keys are cut. */
export const LONGEST_KEY = 120;

const key = (text: string) => cutTo(LONGEST_KEY, fold(text));
const printOf = (values: readonly unknown[]) => hash("sha1", JSON.stringify(values), "base64").slice(0, 20);

/** What somebody is sorted by: those without a name by their id, after the others. */
export const userSortKey = ({ name, userId }: Pick<ListedUser, "name" | "userId">): string =>
  name === "" ? `${LAST}${key(userId)}` : key(name);

/** What somebody is found by. */
export const userSearchKey = ({ name, email, subject, userId }: ListedUserNames): string =>
  fold([name, email ?? "", subject, userId].join("\n"));

export const tenantSortKey = (tenant: CalledTenant): string => key(tenantNameOf(tenant));

/** The same for one human in all tenants: an e-mail; where there is none, nobody can tell, and each is their own. */
export const personKeyOf = ({ email, userId }: Pick<ListedUser, "email" | "userId">): string =>
  cutTo(LONGEST_KEY, foldKey(email || userId));

/** Another one means that something has changed. It is made of what comes in, which is cheaper than what is kept. */
export const userPrint = ({ name, email, subject, status, clientId }: ListedUser): string =>
  printOf([name, email, subject, status, clientId]);

/** Of all but when it was last used. */
export const tokenPrint = (token: ListedToken, place: TokenPlace): string => {
  const { clientId, description, deviceType } = token;
  const { userNumber, userKey, tenantKey, clientName } = place;
  return printOf([userNumber, clientId, clientName, description, deviceType, userKey, tenantKey]);
};

export function toUserColumns(tenantId: string, user: ListedUser, at: Date) {
  const { userId, name, email, subject, status, clientId } = user;
  return {
    tenantId,
    userId,
    name,
    email,
    subject,
    status,
    clientId,
    bot: clientId !== null,
    personKey: personKeyOf(user),
    nameKey: userSortKey(user),
    searchKey: userSearchKey(user),
    print: userPrint(user),
    firstSeenAt: at,
  };
}

export function toTokenColumns(
  tenantId: string,
  token: ListedToken,
  place: TokenPlace,
  print: string,
  at: Date,
) {
  const { tokenId, clientId, description, deviceType, lastUsed } = token;
  const { userNumber, userKey, tenantKey, clientName } = place;
  return {
    tenantId,
    tokenId,
    userNumber,
    clientId,
    clientName,
    description,
    deviceType,
    lastUsed,
    // Nothing known sorts before all.
    lastUsedKey: momentKey(lastUsed) ?? "",
    descriptionKey: descriptionKeyOf(description),
    userKey,
    clientKey: clientKeyOf(clientId, clientName),
    tenantKey,
    firstSeenAt: at,
    goneAt: null,
    goneBecause: null,
    revocationId: null,
    print,
  };
}

export const descriptionKeyOf = (description: string | null): string =>
  description ? key(description) : LAST;

/** By name, then by id: both are found in it. */
export function clientKeyOf(clientId: string | null, name: string | null): string {
  if (clientId === null) return LAST;
  return name ? `${key(name)}\n${key(clientId)}` : `\uFFFE${key(clientId)}`;
}
