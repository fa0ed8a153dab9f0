import { expect, test } from "vitest";
import { streamSteps } from "@/lib/server/http/stream-steps";

test("a stream begins before its first step, so that its headers are sent", async () => {
  const unused = () => {
    throw new Error("Nothing failed.");
  };
  const { body } = streamSteps(() => new Promise(() => {}), unused, new Headers());
  const reader = body?.getReader();
  expect(await reader?.read()).toEqual({ done: false, value: new Uint8Array() });
  await reader?.cancel();
});
