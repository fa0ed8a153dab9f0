import { z } from "zod";
import { commaSeparated, listOf, opaqueId, pageQuery, searchText } from "./lists";
import { operation } from "./operation";

/** Documented for `User.status` (users.json); others may come and are kept as they are. */
export const userStatuses = ["active", "invited", "disabled", "deleted", "provisioned"] as const;

export const user = z.object({
  id: z.string(),
  name: z.string(),
  subject: z.string(),
  email: z.string().nullable(),
  status: z.string().nullable(),
  clientId: z.string().nullable().describe("Of a bot: the OAuth client that it works for."),
  createdAt: z.string().nullable(),
  lastUpdatedAt: z.string().nullable(),
  assignedRoles: z.array(z.string()),
  bot: z.boolean().describe("Made by Qlik for an OAuth client, not a person."),
  consoleBot: z.boolean().describe("The bot that stands for this console's own client."),
});
export type User = z.infer<typeof user>;

const params = z.object({ tenantId: opaqueId });

export const usersQuery = pageQuery.extend({
  search: searchText.describe("In name, email and subject."),
  status: commaSeparated.pipe(z.array(z.enum(userStatuses, `Choose from ${userStatuses.join(", ")}.`))),
});
export type UsersQuery = z.infer<typeof usersQuery>;

export const userList = listOf(user);

export const listUsers = operation({
  id: "listUsers",
  method: "GET",
  path: "/api/tenants/{tenantId}/users",
  role: "viewer",
  summary: "People and bots of a tenant, in every status unless filtered; asks Qlik itself",
  params,
  query: usersQuery,
  answer: userList,
});

export const getUser = operation({
  id: "getUser",
  method: "GET",
  path: "/api/tenants/{tenantId}/users/{userId}",
  role: "viewer",
  summary: "One person or bot of a tenant; asks Qlik itself",
  params: params.extend({ userId: opaqueId }),
  answer: user,
});
