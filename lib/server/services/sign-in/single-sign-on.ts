import "server-only";
import { randomUUID } from "node:crypto";
import type { Person } from "@/lib/contracts/people";
import type { RoleMapping, SingleSignOnRefusal } from "@/lib/contracts/single-sign-on";
import { type Actor, actorWithoutSession, type RequestOrigin } from "../../actor";
import { isAppError } from "../../app-error";
import type { AuditLog } from "../../audit/audit-log";
import type { Clock } from "../../clock";
import type { Log } from "../../log";
import { err, ok, type Result } from "../../result";
import { RECENTLY_MS } from "../../step-up";
import type { Store } from "../../store/store";
import { isUniqueViolation } from "../../store/unique-violations";
import type { InvitationService } from "../invitations";
import type { Sessions } from "../sessions/sessions";
import { type ProviderClaims, roleOf } from "./provider-claims";

/** What the browser brings along when it comes back from the provider. */
export interface ReturnFacts {
  /** Of the invitation that somebody is accepting. */
  readonly joiningToken: string | undefined;
  /** Who is signed in in this browser already: then this is to show anew who they are. */
  readonly current: Actor | undefined;
  readonly origin: RequestOrigin;
}

/** What of the provider decides who gets in, and as what. */
export interface SingleSignOnSettings {
  readonly issuer: string;
  /** What people call the provider. */
  readonly name: string;
  /** Empty: administrators give roles in the console. */
  readonly roleMapping: RoleMapping;
}

export interface SingleSignOn {
  /** The new session's id, or why there is none. */
  signIn(claims: ProviderClaims, facts: ReturnFacts): Promise<Result<string, SingleSignOnRefusal>>;
}

type Found = NonNullable<Awaited<ReturnType<Store["people"]["findByProvider"]>>>;

export function createSingleSignOn({
  store,
  sessions,
  audit,
  clock,
  log,
  invitations,
  settings,
}: {
  store: Store;
  sessions: Sessions;
  audit: AuditLog;
  clock: Clock;
  log: Log;
  invitations: InvitationService;
  settings: SingleSignOnSettings;
}): SingleSignOn {
  const provider = ({ issuer, subject }: ProviderClaims) => ({ issuer, subject });
  const mappedRole = ({ groups }: ProviderClaims) =>
    settings.roleMapping.length > 0 ? roleOf(groups, settings.roleMapping) : undefined;

  const join = async (
    claims: ProviderClaims,
    { joiningToken, origin: { address } }: ReturnFacts,
  ): Promise<SingleSignOnRefusal | undefined> => {
    const { email, name = email } = claims;
    if (email === undefined || name === undefined) return "no-email";
    if (!claims.emailIsVerified) return "email-not-verified";
    if (joiningToken !== undefined) {
      const invitation = await invitations.findOpen(joiningToken);
      if (!invitation) return "invitation-gone";
      if (invitation.email !== email) return "invitation-for-another";
      try {
        await invitations.join(
          joiningToken,
          { name, passwordHash: null, provider: provider(claims) },
          address,
        );
        return undefined;
      } catch (failure) {
        if (!isAppError(failure)) throw failure;
        if (failure.code === "conflict") return "email-taken";
        if (failure.code === "not_found") return "invitation-gone";
        throw failure;
      }
    }
    // Never matched by e-mail: whoever may choose an address at the provider would become its owner here.
    if (await store.people.isEmailTaken(email)) {
      // Or it is theirs by now: the same person may come in through two windows at once.
      const joined = await store.people.findByProvider(provider(claims));
      return joined ? undefined : "email-taken";
    }
    const mapped = mappedRole(claims);
    const person = { id: randomUUID(), name, email, role: mapped ?? ("viewer" as const) };
    const act = { action: "person.join", object: { type: "person", id: person.id, name } } as const;
    await audit.perform(actorWithoutSession(person, address), act, ({ ended, endIn }) =>
      store
        .transaction(async (entities) => {
          await entities.people.create({
            ...person,
            passwordHash: null,
            provider: provider(claims),
            roleSource: mapped ? "claim" : "console",
          });
          const detail = `Through ${settings.name}, as ${person.role}.`;
          return endIn(entities, { outcome: "succeeded", detail });
        })
        .catch((failure: unknown) => {
          if (!isUniqueViolation(failure)) throw failure;
          const detail = "Somebody joined under this email or identity at the same moment.";
          return ended({ outcome: "failed", detail });
        }),
    );
    return undefined;
  };

  /** Holds a role that the provider gives against its groups of now; whoever changes role is signed out elsewhere. */
  const followGroups = async (
    { person, roleIsClaimed }: Found,
    claims: ProviderClaims,
    address: string | null,
  ) => {
    const role = mappedRole(claims);
    if (!roleIsClaimed || role === undefined || role === person.role) return;
    const object = { type: "person", id: person.id, name: person.name } as const;
    await audit.perform(actorWithoutSession(person, address), { action: "person.change", object }, (act) =>
      store.transaction(async (entities) => {
        const administrators = await entities.accounts.lockAdministrators();
        const isLast = administrators.every((id) => id === person.id);
        if (person.role === "admin" && isLast) {
          log.warn(
            { personId: person.id },
            "the groups give less, but this is the last administrator: the role stays",
          );
          const detail = `The groups at ${settings.name} give ${role}, but this is the last administrator.`;
          return act.endIn(entities, { outcome: "failed", detail });
        }
        await entities.accounts.change(person.id, { role });
        await entities.sessions.endOf(person.id);
        if (person.role === "admin") await entities.invitations.removeOf(person.id);
        const detail = `Role ${person.role} became ${role}, by the groups at ${settings.name}.`;
        return act.endIn(entities, { outcome: "succeeded", detail });
      }),
    );
  };

  const begin = async ({ person }: Found, claims: ProviderClaims, { current, origin }: ReturnFacts) => {
    const { name = person.name, email = person.email } = claims;
    const mayTakeEmail = claims.emailIsVerified && !(await store.people.isEmailTaken(email));
    const known = { name, email: mayTakeEmail ? email : person.email };
    await store.people.rename(person.id, known);
    return sessions.begin(
      { ...person, ...known },
      {
        method: "oidc",
        origin,
        authenticatedAt: claims.authenticatedAt ? earlier(claims.authenticatedAt, clock()) : null,
        replaces: current?.sessionId,
        detail: `Through ${settings.name}.`,
      },
    );
  };

  const refuse = async (
    refusal: SingleSignOnRefusal,
    person: Person | undefined,
    { subject, email = "no e-mail" }: ProviderClaims,
    address: string | null,
  ) => {
    const stranger = { id: "unknown", name: "Unknown account", email: "", role: "viewer" as const };
    const detail = `Through ${settings.name}, as ${subject} (${email}): ${refusal}.`;
    await audit.perform(
      actorWithoutSession(person ?? stranger, address),
      { action: "session.sign-in-refused" },
      async (act) => act.ended({ outcome: "failed", detail }),
    );
    return err(refusal);
  };

  return {
    async signIn(claims, facts) {
      const { current } = facts;
      const { address } = facts.origin;
      if (claims.issuer !== settings.issuer) return refuse("other-issuer", undefined, claims, address);
      let found = await store.people.findByProvider(provider(claims));
      if (!found) {
        const refusal = await join(claims, facts);
        if (refusal) return refuse(refusal, undefined, claims, address);
        found = await store.people.findByProvider(provider(claims));
        if (!found) return refuse("email-taken", undefined, claims, address);
      }
      if (found.disabled) return refuse("disabled", found.person, claims, address);
      const proven = claims.authenticatedAt?.getTime() ?? 0;
      if (current?.person.id === found.person.id && clock().getTime() - proven > RECENTLY_MS)
        return refuse("not-recent", found.person, claims, address);
      await followGroups(found, claims, address);
      const sessionId = await begin(found, claims, facts);
      return sessionId === undefined ? err("disabled") : ok(sessionId);
    },
  };
}

/** The provider's clock may be ahead of ours. */
const earlier = (one: Date, other: Date) => (one < other ? one : other);
