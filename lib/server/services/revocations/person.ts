import "server-only";
import { createOAuthTokens } from "../../qlik/resources/oauth-tokens";
import { createUsers, type User } from "../../qlik/resources/users";
import type { Store } from "../../store/store";
import { personKeyOf } from "../../store/tokens/rows";
import type { AccountOfPerson } from "../../store/tokens/user-search";
import type { TenantConnection } from "../connections/connections";
import type { HeldToken } from "./frozen-tenant";
import { type NamedUser, namedUser } from "./user-names";

/** One human over all tenants: whoever has the same e-mail, because ids and subjects are a tenant's own. */
export interface Person {
  readonly key: string;
  /** Where the inventory knows them, also in tenants that do not list them any more. */
  readonly accounts: readonly AccountOfPerson[];
  readonly name: string;
  readonly email: string;
}

/** By the key of the inventory; somebody whom it does not know may be in a tenant that was never read. */
export async function findPerson(store: Pick<Store, "userSearch">, key: string): Promise<Person> {
  const accounts = await store.userSearch.accountsOf(key);
  return {
    key: personKeyOf({ email: key, userId: key }),
    accounts,
    name: accounts.find(({ name }) => name !== "")?.name ?? "",
    email: accounts.find(({ email }) => email !== null)?.email ?? (key.includes("@") ? key : ""),
  };
}

/** Qlik takes so many e-mails in one question; one e-mail is written in few ways. */
const MOST_SPELLINGS = 20;

/**
 * Reads from Qlik who the person is in this tenant now, and their tokens: a request for each of their accounts there.
 * Who is no longer listed there and was before is asked for as well, because tokens outlive users.
 */
export async function tokensOfPerson(
  { tenantId, api, unwrap }: TenantConnection,
  person: Person,
  signal: AbortSignal,
): Promise<HeldToken[]> {
  const names = new Map<string, NamedUser>();
  for (const { userId, tenantId: of, ...account } of person.accounts)
    if (of === tenantId) names.set(userId, namedUser(account));
  for await (const page of api.of(createUsers).pages({ ...questionOf(person), signal }))
    for (const user of unwrap(page).data) if (isPerson(user, person)) names.set(user.id, namedUser(user));
  const tokens = new Map<string, HeldToken>();
  const oauthTokens = api.of(createOAuthTokens);
  // Qlik is asked for one user's tokens; should it answer with more, theirs are not to be touched.
  for (const [userId, named] of names)
    for await (const page of oauthTokens.pages({ userId, signal }))
      for (const token of unwrap(page).data)
        if (token.userId === userId) tokens.set(token.id, { ...token, ...named });
  return [...tokens.values()];
}

function questionOf({ key, accounts, email }: Person): { emails: string[] } | { ids: string[] } {
  if (email === "") return { ids: [accounts[0]?.userId ?? key] };
  // As it is written in one tenant or another; Qlik compares without case, the console without accents too.
  const spellings = accounts.flatMap((account) => account.email?.toLowerCase() ?? []);
  return { emails: [...new Set([email.toLowerCase(), ...spellings])].slice(0, MOST_SPELLINGS) };
}

const isPerson = ({ id, email }: User, { key }: Person): boolean =>
  personKeyOf({ email: email ?? null, userId: id }) === key;
