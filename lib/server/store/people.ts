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

export interface PersonToSignIn {
  readonly person: Person;
  readonly passwordHash: string | undefined;
  readonly disabled: boolean;
  readonly hasSecondFactor: boolean;
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
    async findForSignIn(email: string): Promise<PersonToSignIn | undefined> {
      const row = await db.person.findUnique({ where: { email } });
      return row
        ? {
            person: toPerson(row),
            passwordHash: row.passwordHash ?? undefined,
            disabled: row.disabledAt !== null,
            hasSecondFactor: row.totpConfirmedAt !== null,
          }
        : undefined;
    },
    async keepPasswordHash(id: string, passwordHash: string): Promise<void> {
      await db.person.update({ where: { id }, data: { passwordHash } });
    },
    /** Keeps another hash of the same password, unless there is another password by now. */
    async replacePasswordHash(id: string, former: string, passwordHash: string): Promise<void> {
      await db.person.updateMany({ where: { id, passwordHash: former }, data: { passwordHash } });
    },
    async noteSignIn(id: string, at: Date): Promise<void> {
      await db.person.updateMany({ where: { id }, data: { lastSignedInAt: at } });
    },
  };
}

export function toPerson(row: { id: string; email: string; name: string; role: string }): Person {
  return person.parse({ id: row.id, email: row.email, name: row.name, role: row.role });
}
