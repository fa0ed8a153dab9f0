import "server-only";
import type { User } from "../../qlik/resources/users";
import type { Connection } from "../connections";

/** Up to so many people are asked for one by one; for more, reading the list is cheaper. */
const ONE_BY_ONE = 10;

/** Names of the people of a tenant; what Qlik does not tell is an empty name, because a name decides nothing here. */
export async function userNames(
  { api }: Connection,
  userIds: ReadonlySet<string>,
): Promise<(userId: string) => string> {
  const names = new Map<string, string>();
  const keep = ({ id, name, email }: User) => {
    if (userIds.has(id)) names.set(id, name || email || "");
  };
  if (userIds.size <= ONE_BY_ONE) {
    const answers = await Promise.all([...userIds].filter(Boolean).map((id) => api.users.get(id)));
    for (const answer of answers) if (answer.ok) keep(answer.value);
  } else {
    for await (const page of api.users.pages()) {
      if (!page.ok) break;
      for (const user of page.value.data) keep(user);
      if (names.size === userIds.size) break;
    }
  }
  return (userId) => names.get(userId) ?? "";
}
