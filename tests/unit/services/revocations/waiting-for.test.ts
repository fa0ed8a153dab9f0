import { expect, test } from "vitest";
import { countsOf } from "@/lib/server/services/revocations/counts";
import { loadsOf, waitingFor } from "@/lib/server/services/revocations/waiting-for";

const AT = new Date("2026-03-01T12:00:00Z");
const secondsAgo = (seconds: number) => new Date(AT.getTime() - seconds * 1000);

function tenant(tenantId: string, askedSince: Date | null, left: { pending?: number; sent?: number } = {}) {
  const { pending = 0, sent = 1 } = left;
  const row = {
    tenantId,
    tenantName: `The ${tenantId}`,
    parkedBecause: null,
    parkedKey: null,
    askedSince,
    asksAgainAt: null,
    unreadBecause: null,
  };
  const counts = countsOf([
    { tenantId, state: "pending", tokens: pending },
    { tenantId, state: "sent", tokens: sent },
  ]);
  return { row, counts };
}
const loads = (...tenants: ReturnType<typeof tenant>[]) =>
  loadsOf(
    tenants.map(({ row }) => row),
    new Map(tenants.map(({ row, counts }) => [row.tenantId, counts])),
    AT,
  );

test("while it runs, the tenant that has been silent for longest is named, and answers have ten seconds", () => {
  const some = loads(
    tenant("quick", secondsAgo(9)),
    tenant("slow", secondsAgo(40)),
    tenant("slower", secondsAgo(65), { sent: 2 }),
  );
  expect(waitingFor("running", some)).toEqual({
    tenantId: "slower",
    tenantName: "The slower",
    tenants: 2,
    requests: 3,
    seconds: 65,
  });
  expect(waitingFor("running", loads(tenant("quick", secondsAgo(9))))).toBeNull();
});

test.each(["paused", "cancelled"] as const)(
  "when it is %s, whoever has not answered yet is waited for",
  (state) => {
    const some = loads(tenant("idle", null, { pending: 4, sent: 0 }), tenant("asked", secondsAgo(1)));
    expect(waitingFor(state, some)).toMatchObject({ tenantId: "asked", tenants: 1, requests: 1, seconds: 1 });
  },
);

test("a moment that another clock wrote down ahead of this one is now", () => {
  expect(loads(tenant("ahead", secondsAgo(-30)))).toMatchObject([{ askedForSeconds: 0 }]);
});

test("a tenant with nothing left to do is not waited for", () => {
  expect(loads(tenant("done", secondsAgo(60), { sent: 0 }))).toEqual([]);
});
