import { beforeEach, expect, test, vi } from "vitest";
import { createPulse } from "@/lib/server/store/postgresql/pulse";

beforeEach(() => {
  vi.useFakeTimers();
  return () => void vi.useRealTimers();
});

/** A pulse of a server that answers or not, and a question that nobody answers until it is told to. */
function watched() {
  const server = { answers: true, asked: 0, cut: 0 };
  const pulse = createPulse({
    ask: async (withinMs) => {
      server.asked += 1;
      if (server.answers) return;
      await new Promise((resolve) => setTimeout(resolve, withinMs));
      if (!server.answers) throw new Error("no answer");
    },
    onSilence: () => {
      server.cut += 1;
    },
    slowMs: 1000,
    answersWithinMs: 1000,
  });
  const question = () => {
    let answer: () => void = () => undefined;
    const asked = pulse.watch(
      () =>
        new Promise<string>((resolve) => {
          answer = () => resolve("answer");
        }),
    );
    return { asked, answer };
  };
  return { server, pulse, question };
}

test("a quick question asks for no sign of life", async () => {
  const { server, pulse } = watched();
  expect(await pulse.watch(async () => 1)).toBe(1);
  await vi.advanceTimersByTimeAsync(60_000);
  expect(server.asked).toBe(0);
});

test("a question that takes long is waited for as long as the server lives", async () => {
  const { server, question } = watched();
  const { asked, answer } = question();
  await vi.advanceTimersByTimeAsync(30_000);
  expect(server).toMatchObject({ asked: 30, cut: 0 });
  answer();
  expect(await asked).toBe("answer");
});

test("when the server is silent everything is cut, nothing is begun, and all goes on when it answers", async () => {
  const { server, pulse, question } = watched();
  server.answers = false;
  void question();
  await vi.advanceTimersByTimeAsync(2000);
  expect(server.cut).toBe(1);
  await expect(pulse.watch(async () => 1)).rejects.toMatchObject({ code: "ETIMEDOUT" });
  server.answers = true;
  await vi.advanceTimersByTimeAsync(1500);
  expect(await pulse.watch(async () => 1)).toBe(1);
});

test("an answer to anybody is a sign of life, where a new connection cannot be had", async () => {
  const { server, pulse, question } = watched();
  const { asked, answer } = question();
  server.answers = false;
  await vi.advanceTimersByTimeAsync(1500);
  await pulse.watch(async () => 1);
  await vi.advanceTimersByTimeAsync(500);
  expect(server).toMatchObject({ asked: 1, cut: 0 });
  answer();
  expect(await asked).toBe("answer");
});
