import "server-only";
import { createUsers, type User } from "../../qlik/resources/users";
import type { TenantConnection } from "../connections/connections";

/** Up to so many people are asked for one by one; for more, reading the list is cheaper. */
const ONE_BY_ONE = 10;

/** How the user of a token is called; both are empty where Qlik does not tell. */
export interface NamedUser {
  readonly userName: string;
  /** The subject of who has no e-mail. */
  readonly userEmail: string;
}

type Named = Partial<Record<"name" | "email" | "subject", string | null>>;

export const namedUser = ({ name, email, subject }: Named): NamedUser => ({
  userName: name || email || "",
  userEmail: email || subject || "",
});

/** Names of the people of a tenant; what Qlik does not tell is left empty, because a name decides nothing here. */
export async function userNames(
  { api }: TenantConnection,
  userIds: ReadonlySet<string>,
): Promise<(userId: string) => NamedUser> {
  const names = new Map<string, NamedUser>();
  const keep = (user: User) => {
    if (userIds.has(user.id)) names.set(user.id, namedUser(user));
  };
  const users = api.of(createUsers);
  if (userIds.size <= ONE_BY_ONE) {
    const answers = await Promise.all([...userIds].filter(Boolean).map((id) => users.get(id)));
    for (const answer of answers) if (answer.ok) keep(answer.value);
  } else {
    for await (const page of users.pages()) {
      if (!page.ok) break;
      for (const user of page.value.data) keep(user);
      if (names.size === userIds.size) break;
    }
  }
  return (userId) => names.get(userId) ?? namedUser({});
}
