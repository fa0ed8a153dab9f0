import "server-only";
import { type Person, person } from "@/lib/contracts/people";
import type { Role } from "@/lib/contracts/roles";
import type { Database } from "./database";

export interface NewPerson {
  readonly id: string;
  readonly email: string;
  readonly name: string;
  readonly role: Role;
  readonly passwordHash: string;
}

/** People who may sign in. `email` is lower-cased by the contract. */
export function createPeopleStore(db: Database) {
  return {
    async countAdministrators(): Promise<number> {
      return db.person.count({ where: { role: "admin" } });
    },
    async create(data: NewPerson): Promise<Person> {
      return toPerson(await db.person.create({ data }));
    },
    /** With the password's hash, for signing in. */
    async findForSignIn(
      email: string,
    ): Promise<{ person: Person; passwordHash: string | undefined; disabled: boolean } | undefined> {
      const row = await db.person.findUnique({ where: { email } });
      return row
        ? {
            person: toPerson(row),
            passwordHash: row.passwordHash ?? undefined,
            disabled: row.disabledAt !== null,
          }
        : undefined;
    },
    async keepPasswordHash(id: string, passwordHash: string): Promise<void> {
      await db.person.update({ where: { id }, data: { passwordHash } });
    },
  };
}

export function toPerson(row: { id: string; email: string; name: string; role: string }): Person {
  return person.parse({ id: row.id, email: row.email, name: row.name, role: row.role });
}
