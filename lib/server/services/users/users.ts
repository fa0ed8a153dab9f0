import "server-only";
import type { z } from "zod";
import type { User, UsersQuery, userList } from "@/lib/contracts/users";
import { type Actor, requireRole } from "../../actor";
import type { Clock } from "../../clock";
import { createUsers, type User as QlikUser } from "../../qlik/resources/users";
import type { Store } from "../../store/store";
import type { Connections } from "../connections/connections";
import { botClientOf } from "./bot-client";

export interface UserService {
  /** Asks Qlik itself, a page at a time; all statuses and bots unless filtered. */
  list(
    actor: Actor,
    tenantId: string,
    query: UsersQuery,
    signal?: AbortSignal,
  ): Promise<z.infer<typeof userList>>;
  get(actor: Actor, tenantId: string, userId: string, signal?: AbortSignal): Promise<User>;
  /** How somebody was called when the tenant was last read; from the store alone. */
  lastKnown(
    actor: Actor,
    tenantId: string,
    userId: string,
  ): Promise<{ readonly name: string; readonly email: string | null } | undefined>;
}

export function createUserService({
  connections,
  clock,
  store,
}: {
  connections: Connections;
  clock: Clock;
  store: Pick<Store, "userSearch">;
}): UserService {
  return {
    async list(actor, tenantId, { search, status, limit, cursor }, signal) {
      const connection = await connections.open(actor, "viewer", { tenantId });
      // A count costs Qlik an extra query (FACTS.md section 9): asked for once, with the first page.
      const withTotal = cursor === undefined;
      const page = connection.unwrap(
        await connection.api.of(createUsers).list({ search, status, limit, cursor, withTotal, signal }),
      );
      return {
        data: page.data.map((row) => toUser(row, connection.clientId)),
        total: page.total,
        ...(page.next === null ? {} : { nextCursor: page.next }),
        asOf: clock().toISOString(),
      };
    },
    async lastKnown(actor, tenantId, userId) {
      requireRole(actor, "viewer");
      return store.userSearch.accountIn(tenantId, userId);
    },
    async get(actor, tenantId, userId, signal) {
      const connection = await connections.open(actor, "viewer", { tenantId });
      return toUser(
        connection.unwrap(await connection.api.of(createUsers).get(userId, signal)),
        connection.clientId,
      );
    },
  };
}

function toUser(row: QlikUser, consoleClientId: string): User {
  const clientId = botClientOf(row);
  return {
    id: row.id,
    name: row.name,
    subject: row.subject,
    email: row.email ?? null,
    status: row.status ?? null,
    clientId,
    createdAt: row.createdAt ?? null,
    lastUpdatedAt: row.lastUpdatedAt ?? null,
    assignedRoles: row.assignedRoles.map((role) => role.name),
    bot: clientId !== null,
    consoleBot: clientId === consoleClientId,
  };
}
