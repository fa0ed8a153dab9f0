import "server-only";
import { createHash, randomBytes, randomUUID } from "node:crypto";
import type { z } from "zod";
import {
  type AcceptInvitationInput,
  INVITATION_DAYS,
  type Invitation,
  type InvitationWithToken,
  type InviteInput,
  type invitationList,
} from "@/lib/contracts/invitations";
import type { Person } from "@/lib/contracts/people";
import { type Actor, actorWithoutSession, requireRole } from "../actor";
import { appError } from "../app-error";
import type { AuditLog } from "../audit/audit-log";
import { type Clock, isAhead } from "../clock";
import { hashPassword } from "../passwords";
import { requireStepUp } from "../step-up";
import type { NewPerson } from "../store/people/people";
import type { Store } from "../store/store";
import { isUniqueViolation } from "../store/unique-violations";
import type { AttemptLimits } from "./identity/attempt-limits";
import { passwordProblem } from "./identity/password-rules";

/** How somebody joins: with a password of their own, or as whom the OpenID provider knows. */
export type Joining = Pick<NewPerson, "name" | "passwordHash" | "provider">;

export interface InvitationService {
  list(actor: Actor): Promise<z.infer<typeof invitationList>>;
  /** Throws `conflict` when the e-mail has an account or an invitation already. */
  create(actor: Actor, input: InviteInput): Promise<InvitationWithToken>;
  /** A new link for as long again; the one before ends. */
  renew(actor: Actor, id: string): Promise<InvitationWithToken>;
  revoke(actor: Actor, id: string): Promise<void>;
  /** What a link that still works is for. */
  findOpen(token: string): Promise<Invitation | undefined>;
  /** Throws `not_found` when the link is wrong, used, revoked or has run out. */
  accept(input: AcceptInvitationInput, address: string | null): Promise<Person>;
  /** As {@link accept}, for whoever has shown already who they are. Throws `not_found` and `conflict`. */
  join(token: string, joining: Joining, address: string | null): Promise<Person>;
}

const LASTS_MS = INVITATION_DAYS * 24 * 3_600_000;
const hashOf = (token: string) => createHash("sha256").update(token).digest("hex");

export function createInvitationService({
  store,
  audit,
  limits,
  clock,
}: {
  store: Store;
  audit: AuditLog;
  limits: AttemptLimits;
  clock: Clock;
}): InvitationService {
  /** One made at a time that has not come would work for longer than anybody meant. */
  const findOpen = async (token: string, at: Date): Promise<Invitation | undefined> => {
    const found = await store.invitations.findOpen(hashOf(token), at);
    return found && isAhead(Date.parse(found.createdAt), at) ? undefined : found;
  };

  const newToken = () => {
    const token = randomBytes(24).toString("base64url");
    const at = clock();
    return {
      token,
      createdAt: at,
      stored: { tokenHash: hashOf(token), expiresAt: new Date(at.getTime() + LASTS_MS) },
    };
  };

  const find = async (id: string): Promise<Invitation> => {
    const invitation = await store.invitations.find(id);
    if (!invitation) throw gone();
    return invitation;
  };

  const join: InvitationService["join"] = async (token, joining, address) => {
    const at = clock();
    const invitation = await findOpen(token, at);
    if (!invitation) throw linkGone();
    const { email, role } = invitation;
    const self = { id: randomUUID(), name: joining.name, email, role };
    return audit.perform(
      actorWithoutSession(self, address),
      { action: "person.join", object: { type: "person", id: self.id, name: self.name } },
      (act) =>
        store
          .transaction(async (entities) => {
            if (!(await entities.invitations.take(hashOf(token), at))) throw linkGone();
            const person = await entities.people.create({ ...self, ...joining });
            const detail = `Invited by ${invitation.invitedBy.name} as ${role}.`;
            return act.endIn(entities, { outcome: "succeeded", detail }, person);
          })
          .catch((failure: unknown) => {
            throw isUniqueViolation(failure) ? accountExists(email) : failure;
          }),
    );
  };

  return {
    async list(actor) {
      requireRole(actor, "admin");
      const data = await store.invitations.list();
      return { data, total: data.length, asOf: clock().toISOString() };
    },

    async create(actor, { name, email, role }) {
      requireRole(actor, "admin");
      requireStepUp(actor, "changes-who-may", clock);
      if (await store.people.isEmailTaken(email)) throw emailTaken(`${email} has an account already.`);
      if (await store.invitations.isForEmail(email)) throw invitedAlready(email);
      const id = randomUUID();
      const { token, createdAt, stored } = newToken();
      await audit.perform(
        actor,
        { action: "invitation.create", object: { type: "invitation", id, name } },
        (act) =>
          store
            .transaction(async (entities) => {
              const invitedById = actor.person.id;
              await entities.invitations.create({ id, name, email, role, invitedById, createdAt, ...stored });
              return act.endIn(entities, { outcome: "succeeded", detail: `${email}, as ${role}.` });
            })
            .catch((failure: unknown) => {
              throw isUniqueViolation(failure) ? invitedAlready(email) : failure;
            }),
      );
      return { ...(await find(id)), token };
    },

    async renew(actor, id) {
      requireRole(actor, "admin");
      requireStepUp(actor, "changes-who-may", clock);
      const { name, email } = await find(id);
      const { token, stored } = newToken();
      await audit.perform(
        actor,
        { action: "invitation.renew", object: { type: "invitation", id, name } },
        (act) =>
          store.transaction(async (entities) => {
            if (!(await entities.invitations.renew(id, stored))) throw gone();
            return act.endIn(entities, { outcome: "succeeded", detail: email });
          }),
      );
      return { ...(await find(id)), token };
    },

    async revoke(actor, id) {
      requireRole(actor, "admin");
      requireStepUp(actor, "changes-who-may", clock);
      const { name, email } = await find(id);
      await audit.perform(
        actor,
        { action: "invitation.revoke", object: { type: "invitation", id, name } },
        (act) =>
          store.transaction(async (entities) => {
            if (!(await entities.invitations.remove(id))) throw gone();
            return act.endIn(entities, { outcome: "succeeded", detail: email });
          }),
      );
    },

    findOpen: (token) => findOpen(token, clock()),

    async accept({ token, name, password }, address) {
      // Before the costly hash, so that strangers cannot keep the machine busy with it.
      const attempt = await limits.beginOrRefuse({ address });
      const invitation = await findOpen(token, clock());
      if (!invitation) throw linkGone();
      await attempt.takenBack();
      const problem = passwordProblem(password, { email: invitation.email, name });
      if (problem) throw problem;
      return join(token, { name, passwordHash: await hashPassword(password) }, address);
    },

    join,
  };
}

const gone = () =>
  appError("not_found", "This invitation is gone: somebody has used or revoked it.", {
    advice: "Open the list of people.",
  });

const linkGone = () =>
  appError("not_found", "This invitation does not work any more.", {
    advice: "If you have an account already, sign in. Else ask an administrator for a new link.",
  });

const emailTaken = (message: string) =>
  appError("conflict", message, { errors: [{ path: "email", message }] });

const invitedAlready = (email: string) =>
  emailTaken(`${email} is invited already. Renew that invitation instead: its link is told anew.`);

const accountExists = (email: string) =>
  appError("conflict", `There is an account for ${email} already.`, {
    advice: "Sign in with it, or ask an administrator to remove it first.",
  });
