import "server-only";
import type { Person } from "@/lib/contracts/people";
import type { Database } from "./database";
import { toPerson } from "./people";

export interface Session {
  readonly id: string;
  readonly person: Person;
  readonly lastSeenAt: Date;
  readonly expiresAt: Date;
  readonly authenticatedAt: Date | null;
  readonly address: string | null;
}

export function createSessionStore(db: Database) {
  return {
    async create(session: { id: string; personId: string; at: Date; expiresAt: Date }): Promise<void> {
      const { id, personId, at, expiresAt } = session;
      await db.session.create({
        data: { id, personId, createdAt: at, lastSeenAt: at, authenticatedAt: at, expiresAt },
      });
    },
    /** A session of somebody who is not disabled; whether it is still in time is the caller's to decide. */
    async find(id: string): Promise<Session | undefined> {
      const row = await db.session.findUnique({
        where: { id, person: { disabledAt: null } },
        include: { person: true },
      });
      return row
        ? {
            id: row.id,
            person: toPerson(row.person),
            lastSeenAt: row.lastSeenAt,
            expiresAt: row.expiresAt,
            authenticatedAt: row.authenticatedAt,
            address: row.address,
          }
        : undefined;
    },
    async touch(id: string, at: Date): Promise<void> {
      await db.session.updateMany({ where: { id }, data: { lastSeenAt: at } });
    },
    async remove(id: string): Promise<void> {
      await db.session.deleteMany({ where: { id } });
    },
    async removeExpired(at: Date): Promise<void> {
      await db.session.deleteMany({ where: { expiresAt: { lt: at } } });
    },
  };
}
