import fs from "node:fs";
import { expect, test, vi } from "vitest";
import { actorAtTheMachine } from "@/lib/server/actor";
import { appError } from "@/lib/server/app-error";
import { createAuditLog } from "@/lib/server/audit/audit-log";
import type { Ended, OpenAct } from "@/lib/server/audit/perform";
import { createLog } from "@/lib/server/log";
import { chainForTest } from "../../support/audit";
import { storeForTest } from "../../support/store";

const qlik = { host: "acme.eu.qlikcloud.com", status: 403 };
const act = {
  action: "organization.connect",
  object: { type: "organization", id: "o1", name: "Acme" },
} as const;
const actor = actorAtTheMachine("ada");

async function begin() {
  const { store } = storeForTest();
  await chainForTest(store);
  const log = createLog("silent", { write: () => undefined });
  const audit = createAuditLog({ store, clock: () => new Date("2026-12-01T10:00:00Z"), log });
  const first = await store.auditChain.lastSequence();
  const entries = async () =>
    (await store.auditChain.rows(first, Number.MAX_SAFE_INTEGER, 100)).map(({ outcome, detail }) => ({
      outcome,
      detail,
    }));
  return { store, audit, entries };
}

const intended = { outcome: null, detail: null };

test.each<[string, unknown, { outcome: string; detail: string }]>([
  ["a refusal", appError("conflict", "Too late."), { outcome: "failed", detail: "Too late." }],
  [
    "a failure at Qlik",
    appError("upstream_failed", "Qlik refused.", { qlik }),
    { outcome: "failed", detail: "Qlik refused." },
  ],
  [
    "a fault of the console",
    new TypeError("x is undefined"),
    { outcome: "failed", detail: "The console itself failed; its log says more." },
  ],
])("%s is written down once and thrown on", async (_name, failure, told) => {
  const { audit, entries } = await begin();
  await expect(audit.perform(actor, act, () => Promise.reject(failure))).rejects.toBe(failure);
  expect(await entries()).toEqual([intended, told]);
});

test("Qlik's answer is kept beside a failure at Qlik", async () => {
  const { audit, store } = await begin();
  const failure = appError("upstream_failed", "Qlik refused.", { qlik });
  await expect(audit.perform(actor, act, () => Promise.reject(failure))).rejects.toBe(failure);
  const last = await store.auditChain.row(await store.auditChain.lastSequence());
  expect(JSON.parse(last?.qlik ?? "")).toEqual(qlik);
});

test.each(["succeeded", "already-gone", "failed", "unknown"] as const)(
  "a work that ended as %s is told so, and gives back its value",
  async (outcome) => {
    const { audit, entries } = await begin();
    const value = await audit.perform(actor, act, async ({ ended }) => ended({ outcome, detail: "So." }, 7));
    expect(value).toBe(7);
    expect(await entries()).toEqual([intended, { outcome, detail: "So." }]);
  },
);

test("deed and outcome stand together, or fall together with the failure told", async () => {
  const { audit, store, entries } = await begin();
  const deed = (id: string, fails: boolean) =>
    audit.perform(actor, act, ({ endIn }) =>
      store.transaction(async (entities) => {
        await entities.organizations.create(id, id);
        const done = await endIn(entities, { outcome: "succeeded" }, id);
        if (fails) throw appError("conflict", "Too late.");
        return done;
      }),
    );
  expect(await deed("o1", false)).toBe("o1");
  await expect(deed("o2", true)).rejects.toThrow("Too late.");
  expect(await store.organizations.isNameTaken("o1")).toBe(true);
  expect(await store.organizations.isNameTaken("o2")).toBe(false);
  expect(await entries()).toEqual([
    intended,
    { outcome: "succeeded", detail: null },
    intended,
    { outcome: "failed", detail: "Too late." },
  ]);
});

test("nothing is done when the intent cannot be written", async () => {
  const { audit, store } = await begin();
  vi.spyOn(store.auditEntries, "add").mockRejectedValue(new Error("disk full"));
  const work = vi.fn<(open: OpenAct) => Promise<Ended<undefined>>>();
  await expect(audit.perform(actor, act, work)).rejects.toMatchObject({ code: "unavailable" });
  expect(work).not.toHaveBeenCalled();
});

test("nothing says that an act failed whose outcome could not be written", async () => {
  const { audit, store, entries } = await begin();
  const full = new Error("disk full");
  const work = async ({ ended }: OpenAct) => {
    vi.spyOn(store.auditEntries, "add").mockRejectedValueOnce(full);
    return ended({ outcome: "succeeded" });
  };
  await expect(audit.perform(actor, act, work)).rejects.toBe(full);
  expect(await entries()).toEqual([intended]);
});

test("a work that does not say how it ended is no work", async () => {
  const { audit } = await begin();
  // @ts-expect-error It gives back nothing.
  const forgets = () => audit.perform(actor, act, async () => undefined);
  // @ts-expect-error A token is not what organizations are connected as.
  const mistakes: Parameters<typeof audit.intend>[1] = {
    ...act,
    object: { ...act.object, type: "oauth-token" },
  };
  expect([forgets, mistakes]).toBeDefined();
});

test("only what perform cannot hold writes its intents itself", () => {
  const allowed: Record<string, string> = {
    "services/audit-events/audit-events.ts": "an export ends with its stream, after the answer has begun",
    "services/encryption-keys/encryption-keys.ts":
      "a root key that was changed halfway has neither failed nor succeeded",
    "services/outward.ts": "holding begins inside a transaction",
    "services/revocations/batches.ts": "a batch has an intent for each token",
    "services/revocations/commands.ts": "taking over is told inside the act by which somebody goes on",
    "services/revocations/pause-by-console.ts": "pausing stands or falls with what made it necessary",
    "services/sessions/sessions.ts": "signing out goes on when the log cannot be written",
  };
  const files = fs
    .readdirSync("lib/server", { recursive: true, encoding: "utf8" })
    .filter((file) => file.endsWith(".ts") && !file.startsWith("audit/") && !file.includes("generated"));
  const direct = files.filter((file) =>
    /\.(intend|intendAll)\(/.test(fs.readFileSync(`lib/server/${file}`, "utf8")),
  );
  expect(direct.sort(), "Use audit.perform, which writes down how the work ended.").toEqual(
    Object.keys(allowed),
  );
});
