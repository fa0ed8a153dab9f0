import { describe, expect, test } from "vitest";
import type { QlikErrorKind } from "@/lib/server/qlik/errors";
import type { HttpRequest, Sent } from "@/lib/server/qlik/transport";
import { err } from "@/lib/server/result";
import { ACME, errorFrom, hostOf, valueFrom } from "./support/clients";
import {
  answer,
  deleting,
  exchanging,
  filteringTenants,
  filteringUsers,
  interactive,
  outcomes,
  pacedFor,
  reading,
} from "./support/paced";

const failure = (kind: QlikErrorKind, notSent?: true): Sent =>
  err({ kind, message: kind, advice: "", host: ACME, ...(notSent ? { notSent } : {}) });

/** Gives these answers one after the other, and how many requests came of one call. */
async function through(request: HttpRequest, answers: readonly Sent[], deadlineMs?: number) {
  const left = [...answers];
  const { send, time, sentAt } = pacedFor(
    () => left.shift() ?? answer(200),
    deadlineMs ? { deadlineMs } : {},
  );
  const known = outcomes([send(request, interactive)]);
  await time.advance(10_000);
  return { sent: known[0] ?? failure("unexpected-answer"), sentAt };
}

describe("what failed in passing", () => {
  const passing: [string, Sent][] = [
    ["502", answer(502)],
    ["503", answer(503)],
    ["504", answer(504)],
    ["a broken connection", failure("unavailable")],
    ["a connection that did not come about", failure("timed-out", true)],
  ];

  test.each(passing)(
    "is tried again after %s: a read, by GET or POST, a deletion and an exchange",
    async (_, failed) => {
      for (const request of [reading, filteringUsers, filteringTenants, deleting, exchanging]) {
        const { sent, sentAt } = await through(request, [failed, failed]);
        expect(valueFrom(sent).status).toBe(200);
        // With half of the chance: 125 ms, then 250 ms after the answer.
        expect(sentAt).toEqual([0, 165, 455]);
      }
    },
  );

  test.each(passing)("is given up after the third time (%s)", async (_, failed) => {
    const { sent, sentAt } = await through(reading, [failed, failed, failed]);
    expect(sent).toEqual(failed);
    expect(sentAt).toHaveLength(3);
  });

  test("is not tried again when the deadline would be over", async () => {
    const { sentAt } = await through(reading, [answer(503)], 150);
    expect(sentAt).toHaveLength(1);
  });
});

describe("what will not pass", () => {
  test.each([400, 401, 403, 404, 409, 500, 501])("is not tried again: %i", async (status) => {
    const { sent, sentAt } = await through(reading, [answer(status)]);
    expect(valueFrom(sent).status).toBe(status);
    expect(sentAt).toHaveLength(1);
  });

  test.each(["not-json", "unexpected-answer", "too-large", "host-unknown", "host-not-allowed"] as const)(
    "is not tried again: %s",
    async (kind) => {
      const { sentAt } = await through(reading, [failure(kind)]);
      expect(sentAt).toHaveLength(1);
    },
  );

  test("is a change that would be made twice: no POST but an exchange or a filter is tried again", async () => {
    const { sentAt } = await through({ ...exchanging, path: reading.path }, [answer(503)]);
    expect(sentAt).toHaveLength(1);
  });
});

describe("a deletion of which nobody knows whether it was carried out", () => {
  test.each([
    ["refused with 403", answer(403)],
    ["limited with 429", answer(429, { "retry-after": "3600" })],
    ["not reached", failure("unavailable", true)],
  ])("stays unknown when the next try is %s", async (_, next) => {
    const { sent } = await through(deleting, [failure("unavailable"), next, next], 9_000);
    expect(sent).toEqual(failure("unavailable"));
  });

  test.each([204, 404])("is settled when the next try is answered with %i", async (status) => {
    const { sent } = await through(deleting, [failure("unavailable"), answer(status)]);
    expect(valueFrom(sent)).toMatchObject({ status, mayHaveArrivedBefore: true });
  });

  test.each([
    ["was limited with 429", answer(429, { "retry-after": "1" })],
    ["did not leave", failure("unavailable", true)],
  ])("is none whose first try %s", async (_, first) => {
    const { sent } = await through(deleting, [first, answer(404)]);
    expect(valueFrom(sent).mayHaveArrivedBefore).toBeUndefined();
  });
});

describe("a host that does not work", () => {
  const BETA = hostOf("beta.eu.qlikcloud.com");
  const start = Date.UTC(2026, 10, 21, 12);

  async function brokenHost() {
    const state = { works: false };
    const paced = pacedFor(({ host }) => answer(state.works || host === BETA ? 200 : 500));
    const ask = async (count: number, request: HttpRequest = reading) => {
      const known = outcomes(Array.from({ length: count }, () => paced.send(request, interactive)));
      await paced.time.advance(100);
      return known;
    };
    await ask(8);
    return { ...paced, state, ask };
  }

  test("is not asked any more after eight failures in a row, and it says since when", async () => {
    const { ask, sentAt } = await brokenHost();
    const [refused] = await ask(1, deleting);
    expect(errorFrom(refused ?? answer(200))).toEqual({
      kind: "unavailable",
      message: `${ACME} has not worked since 2026-11-21T12:00:00.040Z: every request failed, so no further one was sent.`,
      advice: "It is tried again in a few seconds. If it stays, look at Qlik's status page.",
      host: ACME,
      retryAt: new Date(start + 10_040),
      notSent: true,
    });
    expect(sentAt).toHaveLength(8);
  });

  test("does not stop the others", async () => {
    const { ask } = await brokenHost();
    const all = await ask(3, { ...reading, host: BETA });
    expect(all.map((sent) => valueFrom(sent).status)).toEqual([200, 200, 200]);
  });

  test("is tried by one request after a while, and asked again by all when that one succeeds", async () => {
    const { ask, sentAt, state, time } = await brokenHost();
    await time.advance(10_000);
    state.works = true;
    expect((await ask(5)).filter(({ ok }) => ok)).toHaveLength(1);
    expect(sentAt).toHaveLength(9);
    expect((await ask(20)).filter(({ ok }) => ok)).toHaveLength(20);
  });

  test("is left alone for another while when that one fails", async () => {
    const { ask, sentAt, time } = await brokenHost();
    await time.advance(10_000);
    await ask(1);
    await ask(5);
    expect(sentAt).toHaveLength(9);
    await time.advance(10_000);
    await ask(5);
    expect(sentAt).toHaveLength(10);
  });

  test("is tried by the next one when the one that tries gives up", async () => {
    const { send, ask, time, state } = await brokenHost();
    await time.advance(10_000);
    state.works = true;
    const controller = new AbortController();
    void send({ ...reading, signal: controller.signal }, interactive);
    controller.abort();
    await time.advance(100);
    expect((await ask(1)).map((sent) => valueFrom(sent).status)).toEqual([200]);
  });

  test("is one that never says anything: a refusal in between is a sign of life", async () => {
    let count = 0;
    const { send, time, sentAt } = pacedFor(() => answer(count++ % 7 === 6 ? 403 : 500));
    for (let call = 0; call < 30; call += 1)
      await Promise.all([send(reading, interactive), time.advance(100)]);
    expect(sentAt).toHaveLength(30);
  });
});
