import { expect, test } from "vitest";
import type { QlikError, QlikErrorKind } from "@/lib/server/qlik/errors";
import { err, ok, type Result } from "@/lib/server/result";
import { askPatiently } from "@/lib/server/services/revocations/patience";

const NOW = new Date("2026-11-30T12:00:00Z");
const LATER = new Date("2026-11-30T12:00:30Z");

const failure = (kind: QlikErrorKind, retryAt?: Date): Result<never, QlikError> =>
  err({ kind, message: kind, advice: "", host: "acme.eu.qlikcloud.com", ...(retryAt ? { retryAt } : {}) });

/** Answers one after the other; how many seconds were waited, and what came of it. */
async function through(answers: readonly Result<string, QlikError>[], goesOn = true) {
  const left = [...answers];
  const waits: number[] = [];
  const answer = await askPatiently(async () => left.shift() ?? ok("asked too often"), {
    clock: () => NOW,
    async wait(ms) {
      waits.push(ms / 1000);
      return goesOn;
    },
  });
  return { answer: answer.ok ? answer.value : answer.error.kind, waits };
}

test("what passes is waited for, so long as it says or a little while", async () => {
  const answers = [failure("unavailable", LATER), failure("not-json"), ok("there")];
  expect(await through(answers)).toEqual({ answer: "there", waits: [30, 5] });
});

test("after three failures there is no answer", async () => {
  const answers = [failure("unavailable"), failure("timed-out"), failure("unexpected-answer")];
  expect(await through(answers)).toEqual({ answer: "unexpected-answer", waits: [5, 5] });
});

test.each<QlikErrorKind>(["rate-limited", "this-machine"])(
  "%s does not count: it does not mean that Qlik does not answer",
  async (kind) => {
    const answers = [...Array.from({ length: 10 }, () => failure(kind)), ok("there")];
    expect((await through(answers)).answer).toBe("there");
  },
);

test.each<QlikErrorKind>(["credentials-refused", "tenant-deactivated", "forbidden"])(
  "%s is an answer",
  async (kind) => {
    expect(await through([failure(kind)])).toEqual({ answer: kind, waits: [] });
  },
);

test("nothing more is asked once nobody wants to wait", async () => {
  const answers = [failure("unavailable"), ok("there")];
  expect(await through(answers, false)).toEqual({ answer: "unavailable", waits: [5] });
});
