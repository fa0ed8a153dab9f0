import "server-only";
import { type Person, person } from "@/lib/contracts/people";
import type { Role } from "@/lib/contracts/roles";
import type { Database } from "../database";

export interface NewPerson {
  readonly id: string;
  readonly email: string;
  readonly name: string;
  readonly role: Role;
  /** Null for whoever signs in through the OpenID provider alone. */
  readonly passwordHash: string | null;
  readonly provider?: ProviderIdentity;
  /** `claim`: the role is read from the provider at each sign-in. */
  readonly roleSource?: "console" | "claim";
}

/** Who somebody is at the OpenID provider. */
export interface ProviderIdentity {
  readonly issuer: string;
  readonly subject: string;
}

export interface PersonToSignIn {
  readonly person: Person;
  readonly passwordHash: string | undefined;
  readonly disabled: boolean;
  readonly hasSecondFactor: boolean;
}

/** What somebody was believed for: their password, by its hash, and whether a second factor was asked for. */
export type Credence = Pick<PersonToSignIn, "passwordHash" | "hasSecondFactor">;

/** People who may sign in. `email` is lower-cased by the contract. */
export function createPeopleStore(db: Database) {
  return {
    async countAdministrators(): Promise<number> {
      return db.person.count({ where: { role: "admin" } });
    },
    /** Throws a unique violation when the e-mail or the identity at the provider is somebody's already. */
    async create({ provider, roleSource = "console", ...data }: NewPerson): Promise<Person> {
      const identity = { oidcIssuer: provider?.issuer ?? null, oidcSubject: provider?.subject ?? null };
      return toPerson(await db.person.create({ data: { ...data, ...identity, roleSource } }));
    },
    async isEmailTaken(email: string): Promise<boolean> {
      return (await db.person.count({ where: { email } })) > 0;
    },
    async findByProvider({ issuer, subject }: ProviderIdentity) {
      const row = await db.person.findUnique({
        where: { oidcIssuer_oidcSubject: { oidcIssuer: issuer, oidcSubject: subject } },
      });
      return row
        ? {
            person: toPerson(row),
            disabled: row.disabledAt !== null,
            roleIsClaimed: row.roleSource === "claim",
          }
        : undefined;
    },
    /** What the provider calls somebody now. */
    async rename(id: string, { name, email }: { name: string; email: string }): Promise<void> {
      await db.person.updateMany({ where: { id }, data: { name, email } });
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
    /** Whether somebody may sign in still: the account is there and enabled, and what they were believed for is as it was. */
    async mayStillSignIn(id: string, credence?: Credence): Promise<boolean> {
      const row = await db.person.findUnique({ where: { id, disabledAt: null } });
      if (!row || !credence) return row !== null;
      const hasSecondFactor = row.totpConfirmedAt !== null;
      return row.passwordHash === credence.passwordHash && hasSecondFactor === credence.hasSecondFactor;
    },
    /** In which role somebody is now, and whether they may act at all; undefined when there is no such account. */
    async standing(id: string): Promise<{ role: Role; disabled: boolean } | undefined> {
      const row = await db.person.findUnique({ where: { id } });
      return row ? { role: toPerson(row).role, disabled: row.disabledAt !== null } : undefined;
    },
    /** `isShort`: it does not do without a second factor. */
    async keepPasswordHash(id: string, passwordHash: string, isShort: boolean): Promise<void> {
      await db.person.update({ where: { id }, data: { passwordHash, passwordIsShort: isShort } });
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
