import { beforeEach, describe, expect, test } from "vitest";
import { isGrave } from "@/lib/contracts/effects";
import type { Role } from "@/lib/contracts/roles";
import { createSecret } from "@/lib/contracts/secret";
import type { Actor } from "@/lib/server/actor";
import { isAppError } from "@/lib/server/app-error";
import { operations } from "@/lib/server/http/describe-api";
import type { Services } from "@/lib/server/services/services";
import { revocationsForTests } from "@/tests/support/revocations";

const MINUTE = 60_000;

const { now, post, create, others, stillThere } = revocationsForTests();

/** Somebody who signed in, and has not proved who they are for so long. */
async function session(role: Role, minutes = 6) {
  const { signedIn, people, store, runtime } = now.console;
  const { sessionId, cookie } = await signedIn(people[role]);
  const prove = (ago: number) =>
    store.sessions.confirm(sessionId, new Date(runtime.clock().getTime() - ago * MINUTE));
  await prove(minutes);
  return { sessionId, cookie, prove };
}

describe("a service called past every route", () => {
  const none = "no-such-id";
  const credentials = { clientId: "id", clientSecret: createSecret("secret"), storeUnchecked: false };
  const ofTenant = { ...credentials, hostname: "acme.eu.qlikcloud.com", level: "tenant" as const };
  const settings = { secondFactorRequiredFor: [], idleMinutes: 30, absoluteHours: 12 };
  const grave: Readonly<Record<string, (services: Services, actor: Actor) => Promise<unknown>>> = {
    connectOrganization: (s, a) => s.organizations.connect(a, { ...credentials, name: "Acme" }),
    changeOrganization: (s, a) => s.organizations.change(a, none, { name: "Acme", storeUnchecked: false }),
    removeOrganization: (s, a) => s.organizations.remove(a, none),
    connectTenant: (s, a) => s.tenants.connect(a, ofTenant),
    putTenantCredential: (s, a) => s.tenants.putCredential(a, none, ofTenant),
    removeTenantCredential: (s, a) => s.tenants.removeCredential(a, none),
    createConnectionDraft: (s, a) => s.connectionDrafts.create(a, { csv: "a.eu.qlikcloud.com,id,secret" }),
    checkConnectionDraft: (s, a) => s.connectionDrafts.check(a, none),
    changeConnectionDraftRow: (s, a) => s.connectionDrafts.changeRow(a, none, none, { clientId: "id" }),
    removeConnectionDraft: (s, a) => s.connectionDrafts.remove(a, none),
    createRevocation: (s, a) =>
      s.revocations.create(a, {
        selection: { kind: "preview", revocationId: none },
        dryRun: false,
        includeConsoleOwn: false,
        reason: undefined,
      }),
    resumeRevocation: (s, a) => s.revocations.resume(a, none),
    retryRevocation: (s, a) => s.revocations.retry(a, none),
    changePassword: (s, a) => s.account.changePassword(a, { currentPassword: "x", newPassword: "y" }),
    offerSecondFactor: (s, a) => s.ownSecondFactor.offer(a),
    renewRecoveryCodes: (s, a) => s.ownSecondFactor.renewRecoveryCodes(a, { code: "000000" }),
    changeSignInSettings: (s, a) => s.settings.changeSignIn(a, settings),
    changePerson: (s, a) => s.people.change(a, none, { role: "viewer" }),
    removePerson: (s, a) => s.people.remove(a, none),
    resetSecondFactor: (s, a) => s.people.resetSecondFactor(a, none),
    endPersonSessions: (s, a) => s.people.endSessions(a, none),
    invite: (s, a) => s.invitations.create(a, { name: "Ada", email: "ada@example.com", role: "viewer" }),
    renewInvitation: (s, a) => s.invitations.renew(a, none),
    revokeInvitation: (s, a) => s.invitations.revoke(a, none),
    rotateDataKeys: (s, a) => s.encryptionKeys.rotateDataKeys(a),
    answerOutward: (s, a) => s.outward.answer(a, "takes-over"),
    confirmKeyBackup: (s, a) => s.encryptionKeys.confirmBackup(a, { fingerprint: "0".repeat(16) }),
  };

  test("asks for a recent sign-in wherever its effect does, and before it looks at anything", async () => {
    const declared = operations.filter(({ effect }) => isGrave(effect)).map(({ id }) => id);
    expect(Object.keys(grave).sort()).toEqual(declared.sort());
    const { runtime, people } = now.console;
    const { sessionId } = await session("admin");
    const actor: Actor = {
      person: { id: people.admin, name: "The admin", email: "admin@example.com", role: "admin" },
      sessionId,
      requestId: "a-test",
      address: null,
      authenticatedAt: new Date(runtime.clock().getTime() - 6 * MINUTE),
      method: "password",
      mustEnrol: false,
    };
    for (const [id, ask] of Object.entries(grave)) {
      const failure = await ask(runtime.services, actor).then(
        () => "done",
        (error: unknown) => (isAppError(error) ? error.code : error),
      );
      expect([id, failure]).toEqual([id, "sign_in_again"]);
    }
  });
});

test("a run that is paused goes on, and failures are tried again, only after a recent sign-in", async () => {
  const { id } = await create({ kind: "tenant", tenantId: now.tenant.id });
  await post(`/${id}/pause`);
  const { cookie, prove } = await session("operator");
  const command = async (name: string) => {
    const answer = await now.console.call("POST", `/api/revocations/${id}/${name}`, { cookie, body: {} });
    return answer.status < 400 ? "done" : answer.problem().code;
  };
  expect([await command("resume"), await command("retry")]).toEqual(["sign_in_again", "sign_in_again"]);
  await prove(1);
  expect(await command("resume")).toBe("done");
  await prove(6);
  // Holding it up is always good.
  expect(await command("pause")).toBe("done");
  expect(await command("cancel")).toBe("done");
});

describe("single revocations of a session that nobody has confirmed lately", () => {
  let tokens: string[];
  beforeEach(() => {
    tokens = others().map(({ id }) => id);
    expect(tokens.length).toBeGreaterThan(24);
  });
  const revoke = async (cookie: string, tokenId: string) => {
    const path = `/api/tenants/${now.tenant.id}/oauth-tokens/${tokenId}`;
    const answer = await now.console.call("DELETE", path, { cookie });
    return answer.status < 400 ? "done" : answer.problem().code;
  };
  const loop = async (cookie: string, ids: readonly string[]) => {
    const answers: string[] = [];
    for (const id of ids) answers.push(await revoke(cookie, id));
    return answers;
  };
  const done = (count: number) => Array.from({ length: count }, () => "done");

  test("are ten, and then a recent sign-in is asked for, which begins the count again", async () => {
    const { cookie, prove } = await session("operator");
    expect(await loop(cookie, tokens.slice(0, 12))).toEqual([...done(10), "sign_in_again", "sign_in_again"]);
    expect(stillThere(tokens.slice(10, 12))).toHaveLength(2);
    await prove(0);
    expect(await loop(cookie, tokens.slice(10, 22))).toEqual(done(12));
    now.console.advance(5.1 * MINUTE);
    expect(await loop(cookie, tokens.slice(22, 24))).toEqual(done(2));
  });

  test("are ten however many are sent at once", async () => {
    const { cookie } = await session("operator");
    const answers = await Promise.all(tokens.slice(0, 20).map((id) => revoke(cookie, id)));
    expect(answers.filter((answer) => answer === "done")).toHaveLength(10);
    expect(answers.filter((answer) => answer === "sign_in_again")).toHaveLength(10);
  });

  test("are ten again when ten minutes have passed, and of each session by itself", async () => {
    const { cookie } = await session("operator");
    const other = await session("operator");
    expect(await loop(cookie, tokens.slice(0, 11))).toEqual([...done(10), "sign_in_again"]);
    expect(await revoke(other.cookie, tokens[11] ?? "")).toBe("done");
    now.console.advance(10 * MINUTE);
    expect(await revoke(cookie, tokens[10] ?? "")).toBe("done");
  });

  test("are counted anew after the clock was set back by more than they are counted for", async () => {
    const { cookie, sessionId } = await session("operator");
    await loop(cookie, tokens.slice(0, 11));
    const ahead = new Date(now.console.runtime.clock().getTime() + 365 * 24 * 60 * MINUTE);
    now.console.sql("UPDATE sessions SET singleActsSince = ? WHERE id = ?", ahead.toISOString(), sessionId);
    expect(await revoke(cookie, tokens[10] ?? "")).toBe("done");
  });

  test("are ten also for whom a provider calls signed in at a time that has not come", async () => {
    const { cookie, prove } = await session("operator");
    await prove(-60 * MINUTE);
    expect(await loop(cookie, tokens.slice(0, 11))).toEqual([...done(10), "sign_in_again"]);
  });
});
