import "server-only";
import { createHash, randomBytes, randomUUID } from "node:crypto";
import type { Person } from "@/lib/contracts/people";
import type { SetupInput } from "@/lib/contracts/setup";
import { actorWithoutSession } from "../actor";
import { appError } from "../app-error";
import type { AuditLog } from "../audit/audit-log";
import type { InstallationWitness } from "../audit/witness";
import { hashPassword } from "../passwords";
import type { Entities, Store } from "../store/store";
import type { AttemptLimits } from "./identity/attempt-limits";
import { passwordProblem } from "./identity/password-rules";

export interface SetupService {
  /** Makes a new one-time token, which ends the one before; undefined when there is or was an administrator already. */
  makeLink(): Promise<string | undefined>;
  /** Whether there was an administrator and is none: set-up does not open again for that. */
  hasLostAdministrators(): Promise<boolean>;
  /** Whether a link still works. */
  isOpen(token: string): Promise<boolean>;
  /**
   * With the one-time link. Throws `not_found` when the link is wrong, used up, or an administrator is there;
   * `address` is where it is tried from, for the limits.
   */
  createFirstAdministrator(input: SetupInput, address: string | null): Promise<Person>;
  /** Unattended, from the environment; does nothing when there is or was an administrator already. */
  ensureFirstAdministrator(given: {
    email: string;
    password: string;
    name?: string;
  }): Promise<Person | undefined>;
}

const hashOf = (token: string) => createHash("sha256").update(token).digest("hex");

export function createSetupService({
  store,
  audit,
  limits,
  witness,
}: {
  store: Store;
  audit: AuditLog;
  limits: AttemptLimits;
  witness: Pick<InstallationWitness, "hadAdministrator" | "keepAdministrator">;
}): SetupService {
  // That their rows are gone is no proof that there was none: whoever can write the database can delete them.
  const isOver = async () => witness.hadAdministrator() || (await store.people.countAdministrators()) > 0;

  const create = async (
    given: { email: string; name: string; password: string },
    claim: (entities: Entities) => Promise<boolean>,
  ) => {
    const id = randomUUID();
    const passwordHash = await hashPassword(given.password);
    const self = { id, name: given.name, email: given.email, role: "admin" as const };
    const object = { type: "person", id, name: given.name } as const;
    const person = await audit.perform(
      actorWithoutSession(self),
      { action: "administrator.create", object },
      (act) =>
        store.transaction(async (entities) => {
          const isLate = witness.hadAdministrator() || (await entities.people.countAdministrators()) > 0;
          if (isLate || !(await claim(entities))) {
            const detail = "There was an administrator already, or the link was used up.";
            return act.endIn(entities, { outcome: "failed", detail });
          }
          const made = await entities.people.create({ ...self, passwordHash });
          await entities.setupLinks.clear();
          return act.endIn(entities, { outcome: "succeeded" }, made);
        }),
    );
    if (person) await witness.keepAdministrator();
    return person;
  };

  return {
    async makeLink() {
      if (await isOver()) return undefined;
      const token = randomBytes(24).toString("base64url");
      await store.setupLinks.replace(hashOf(token));
      return token;
    },
    hasLostAdministrators: async () =>
      witness.hadAdministrator() && (await store.people.countAdministrators()) === 0,
    async isOpen(token) {
      return !(await isOver()) && store.setupLinks.exists(hashOf(token));
    },
    async createFirstAdministrator({ token, name, email, password }, address) {
      const gone = appError("not_found", "This set-up link does not work any more.", {
        advice: "If there is no administrator yet, restart the console: it prints a new link. Else sign in.",
      });
      // Before the costly hash, so that strangers cannot keep the machine busy with it.
      const attempt = await limits.beginOrRefuse({ address });
      if (!(await store.setupLinks.exists(hashOf(token)))) throw gone;
      await attempt.takenBack();
      const problem = passwordProblem(password, { email, name });
      if (problem) throw problem;
      const person = await create({ name, email, password }, (entities) =>
        entities.setupLinks.take(hashOf(token)),
      );
      if (!person) throw gone;
      return person;
    },
    async ensureFirstAdministrator({ email, password, name = "Administrator" }) {
      if (await isOver()) return undefined;
      const problem = passwordProblem(password, { email, name });
      if (problem) throw problem;
      return create({ name, email, password }, async () => true);
    },
  };
}
