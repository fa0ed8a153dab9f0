import { expect, test } from "vitest";
import { createInterruptedActs } from "@/lib/server/audit/interrupted";
import { createLog } from "@/lib/server/log";
import type { Store } from "@/lib/server/store/store";
import { auditEntryForTest, chainForTest } from "@/tests/support/audit";
import { storeForTest } from "@/tests/support/store";

const BEGUN = new Date("2026-11-21T09:30:00.000Z");
const HOUR_MS = 3_600_000;

/** A log in which one token's revocation was begun and nobody has written how it ended. */
async function logWithAnOpenAct() {
  const { store } = storeForTest();
  await chainForTest(store, { now: () => BEGUN.getTime() });
  const intent = auditEntryForTest("sent", { at: BEGUN, action: "oauth-token.revoke", outcome: null });
  await store.auditEntries.add(intent);
  const end = () =>
    store.auditEntries.add({ ...intent, id: "ended", intentId: intent.id, outcome: "succeeded" });
  return { store, end, outcomes: () => store.auditEntries.ended([intent.id]) };
}

const actsOf = (store: Store) =>
  createInterruptedActs({
    store,
    clock: () => new Date(BEGUN.getTime() + HOUR_MS),
    log: createLog("silent"),
    ask: {},
  });

test("an act that nobody ended is given an outcome, once", async () => {
  const { store, outcomes } = await logWithAnOpenAct();
  expect((await outcomes()).size).toBe(0);
  const acts = actsOf(store);
  expect(await acts.resolve()).toBe(1);
  expect((await outcomes()).size).toBe(1);
  expect(await acts.resolve()).toBe(0);
});

test("what a revocation settles while it is being looked for is told one story of", async () => {
  const { store, end } = await logWithAnOpenAct();
  const settling: Store = {
    ...store,
    revocationItems: {
      ...store.revocationItems,
      unsettledIntents: async (ids) => {
        await end();
        return await store.revocationItems.unsettledIntents(ids);
      },
    },
  };
  expect(await actsOf(settling).resolve()).toBe(0);
});

test("an act begun at a time that has not come, because the clock was set back since, is given an outcome too", async () => {
  const { store, outcomes } = await logWithAnOpenAct();
  const acts = createInterruptedActs({
    store,
    clock: () => new Date(BEGUN.getTime() - 365 * 24 * HOUR_MS),
    log: createLog("silent"),
    ask: {},
  });
  expect(await acts.resolve()).toBe(1);
  expect((await outcomes()).size).toBe(1);
  expect(await acts.resolve()).toBe(0);
});
