import { describe, expect, test } from "vitest";
import type { Sent } from "@/lib/server/qlik/transport";
import { ACME, errorFrom, hostOf, valueFrom } from "./support/clients";
import {
  answer,
  background,
  deleting,
  exchanging,
  filteringTenants,
  filteringUsers,
  interactive,
  outcomes,
  pacedFor,
  reading,
  slidingWindow,
} from "./support/paced";

const BETA = hostOf("beta.eu.qlikcloud.com");
const times = (count: number, work: () => Promise<Sent>) => Array.from({ length: count }, work);
const statusOf = (sent: Sent) => valueFrom(sent).status;

describe("slots", () => {
  test("let sixteen requests at a time to one tenant", async () => {
    const { send, time, seen, sentAt } = pacedFor(() => answer(200));
    const all = outcomes(times(40, () => send(reading, interactive)));
    await time.advance(39);
    expect(sentAt).toHaveLength(16);
    await time.advance(1_000);
    expect(all.map(statusOf)).toEqual(Array(40).fill(200));
    expect(seen.most).toBe(16);
  });

  test("are few in all, and no tenant that is slow holds up the others", async () => {
    const hang = new Promise<Sent>(() => undefined);
    const { send, time, seen } = pacedFor(({ host }) => (host === ACME ? hang : answer(200)), {
      pace: { slotsPerTenant: 4, slotsInAll: 6 },
    });
    void times(50, () => send(reading, interactive));
    const others = outcomes(times(20, () => send({ ...reading, host: BETA }, interactive)));
    await time.advance(1_000);
    expect(others).toHaveLength(20);
    expect(seen.most).toBe(6);
  });

  test("go to the requests of people before background work, at the tenant and in all", async () => {
    for (const pace of [{ slotsPerTenant: 1 }, { slotsInAll: 1 }]) {
      const order: string[] = [];
      const { send, time } = pacedFor(
        ({ query }) => {
          order.push(query ?? "");
          return answer(200);
        },
        { pace },
      );
      const names = ["job-1", "job-2", "person-1", "job-3", "person-2"];
      const hosts = [ACME, BETA];
      names.forEach((query, index) => {
        const host = "slotsInAll" in pace ? (hosts[index % 2] ?? ACME) : ACME;
        void send({ ...reading, host, query }, query.startsWith("person") ? interactive : background);
      });
      await time.advance(1_000);
      expect(order).toEqual(["job-1", "person-1", "person-2", "job-2", "job-3"]);
    }
  });

  test("are given back by those who give up, who learn that nothing was sent", async () => {
    const { send, time, sentAt } = pacedFor(() => answer(200), {
      pace: { slotsPerTenant: 1, slotsInAll: 1 },
    });
    const controller = new AbortController();
    void send(reading, interactive);
    const [first, second] = [ACME, BETA].map((host) =>
      send({ ...deleting, host, signal: controller.signal }, interactive),
    );
    const last = outcomes([send({ ...reading, host: BETA }, interactive)]);
    await time.advance(0);
    controller.abort();
    for (const given of [first, second]) {
      const error = errorFrom(given ? await given : answer(200));
      expect(error).toMatchObject({ kind: "timed-out", notSent: true });
      expect(error.message).not.toContain("not known");
    }
    await time.advance(1_000);
    expect(last.map(statusOf)).toEqual([200]);
    expect(sentAt).toHaveLength(2);
  });

  test("are not waited for by a request whose caller has given up already", async () => {
    const { send, sentAt } = pacedFor(() => answer(200));
    const sent = await send({ ...reading, signal: AbortSignal.abort() }, interactive);
    expect(errorFrom(sent)).toMatchObject({ kind: "timed-out", notSent: true });
    expect(sentAt).toEqual([]);
  });
});

describe("the budget", () => {
  const pace = { writesPerWindow: 500, windowMs: 10_000 };

  test("lets a thousand deletions through without a single 429, hardly slower than the window", async () => {
    const qlik = slidingWindow(500, 10_000);
    const { send, time, sentAt } = pacedFor((_, now) => answer(qlik(now)), { pace });
    const all = outcomes(times(1_000, () => send(deleting, background)));
    await time.advance(12_000);
    expect(all.map(statusOf)).toEqual(Array(1_000).fill(200));
    expect(sentAt).toHaveLength(1_000);
  });

  test("holds although the answers take their time, and by different ways", async () => {
    const qlik = slidingWindow(50, 10_000);
    const { send, time } = pacedFor((_, now) => answer(qlik(now)), {
      pace: { ...pace, writesPerWindow: 50 },
      delayMs: 900,
    });
    const all = outcomes(times(200, () => send(deleting, background)));
    await time.advance(60_000);
    expect(all.map(statusOf)).toEqual(Array(200).fill(200));
  });

  test("of filtering users is one of its own; filtering tenants is in that of the writes", async () => {
    const pace = { writesPerWindow: 1, readsPerWindow: 1, userFiltersPerWindow: 2 };
    const { send, time, sentAt } = pacedFor(() => answer(200), { pace });
    void [deleting, reading].map((request) => send(request, interactive));
    void times(3, () => send(filteringUsers, interactive));
    void send(filteringTenants, interactive);
    await time.advance(1_000);
    expect(sentAt).toHaveLength(4);
  });

  test("is one for deletions and exchanges, another for reads, and each client's and tenant's own", async () => {
    const { send, time, sentAt } = pacedFor(() => answer(200), {
      pace: { writesPerWindow: 2, readsPerWindow: 1 },
    });
    void [exchanging, deleting].map((request) => send(request, interactive));
    await time.advance(1_000);
    void times(5, () => send(deleting, interactive));
    await time.advance(1_000);
    expect(sentAt).toHaveLength(2);
    void send(reading, interactive);
    void send(deleting, { ...interactive, clientId: "client-2" });
    void send({ ...deleting, host: BETA }, interactive);
    await time.advance(1_000);
    expect(sentAt).toHaveLength(5);
  });

  test("that cannot open before the deadline says at once when it will", async () => {
    const { send, time, sentAt } = pacedFor(() => answer(200), {
      pace: { writesPerWindow: 1, windowMs: 60_000 },
      deadlineMs: 20_000,
    });
    await Promise.all([send(deleting, interactive), time.advance(40)]);
    const error = errorFrom(await send(deleting, interactive));
    expect(error).toMatchObject({ kind: "rate-limited", notSent: true });
    expect(error.retryAt).toEqual(new Date(time.timing.clock() + 60_300));
    expect(sentAt).toHaveLength(1);
  });

  test("that opens for some before the deadline refuses at once only those behind them", async () => {
    const { send, time } = pacedFor(() => answer(200), { pace: { writesPerWindow: 3 }, deadlineMs: 20_000 });
    const all = outcomes(times(8, () => send(deleting, background)));
    await time.advance(0);
    expect(all.map((sent) => errorFrom(sent).kind)).toEqual(Array(5).fill("rate-limited"));
  });

  test("goes to people first when it opens", async () => {
    const order: string[] = [];
    const { send, time } = pacedFor(
      ({ query }) => {
        order.push(query ?? "");
        return answer(200);
      },
      { pace: { writesPerWindow: 1, windowMs: 1_000 } },
    );
    void send(deleting, background);
    void send({ ...deleting, query: "job" }, background);
    void send({ ...deleting, query: "person" }, interactive);
    await time.advance(5_000);
    expect(order).toEqual(["", "person", "job"]);
  });

  test("is whole again after the window, and leaves nothing behind that waits", async () => {
    const { send, time, sentAt } = pacedFor(() => answer(200), { pace: { writesPerWindow: 3 } });
    void times(3, () => send(deleting, interactive));
    await time.advance(310_000);
    void times(3, () => send(deleting, interactive));
    await time.advance(39);
    expect(sentAt).toHaveLength(6);
    await time.advance(1_000);
    expect(time.sleeping()).toBe(0);
  });
});

describe("a 429", () => {
  const once = (headers: Readonly<Record<string, string>>) => {
    let count = 0;
    return () => answer(count++ === 0 ? 429 : 200, count === 1 ? headers : {});
  };

  test.each([
    ["0", 1_000],
    ["1", 1_000],
    ["7", 7_000],
    ["3600", 300_000],
    ["soon", 1_000],
    ["Sat, 21 Nov 2026 12:00:07 GMT", 6_960],
    [undefined, 1_000],
  ])(
    "with retry-after %s lets the tier rest that long, and the request then succeeds",
    async (said, wait) => {
      const { send, time, sentAt } = pacedFor(once(said === undefined ? {} : { "retry-after": said }));
      const all = outcomes([send(deleting, interactive)]);
      await time.advance(400_000);
      expect(all.map(statusOf)).toEqual([200]);
      expect(sentAt).toEqual([0, 40 + wait]);
    },
  );

  test("stops its tier at its tenant and nothing else", async () => {
    const { send, time, sentAt } = pacedFor(once({ "retry-after": "60" }));
    void send(deleting, interactive);
    await time.advance(1_000);
    void send(deleting, interactive);
    await time.advance(1_000);
    expect(sentAt).toHaveLength(1);
    const others = outcomes([
      send(reading, interactive),
      send({ ...deleting, host: BETA }, interactive),
      send(deleting, { ...interactive, clientId: "client-2" }),
    ]);
    await time.advance(1_000);
    expect(others.map(statusOf)).toEqual([200, 200, 200]);
  });

  test("that lasts beyond the deadline is told at once, to those who wait as well", async () => {
    const { send, time, sentAt } = pacedFor(() => answer(429, { "retry-after": "60" }), {
      pace: { slotsPerTenant: 1 },
      deadlineMs: 20_000,
    });
    const all = outcomes(times(3, () => send(deleting, interactive)));
    await time.advance(40);
    expect(sentAt).toHaveLength(1);
    expect(all).toHaveLength(3);
    expect(all.filter(({ ok }) => ok).map(statusOf)).toEqual([429]);
    const waiting = all.filter(({ ok }) => !ok).map(errorFrom);
    for (const { retryAt } of waiting) expect(retryAt).toEqual(new Date(time.timing.clock() + 60_000));
  });

  test("is noticed by those who had waited for the global slot meanwhile", async () => {
    const { send, time, seen } = pacedFor(once({ "retry-after": "60" }), {
      pace: { slotsPerTenant: 4, slotsInAll: 1 },
    });
    void times(4, () => send(deleting, interactive));
    void send({ ...deleting, host: BETA }, interactive);
    await time.advance(30_000);
    expect(seen.hosts).toEqual([ACME, BETA]);
  });

  test("is given back to the caller after the third", async () => {
    const { send, time, sentAt } = pacedFor(() => answer(429, { "retry-after": "1" }));
    const all = outcomes([send(reading, interactive)]);
    await time.advance(10_000);
    expect(all.map(statusOf)).toEqual([429]);
    expect(sentAt).toHaveLength(3);
  });
});
