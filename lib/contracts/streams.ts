import { z } from "zod";
import { checkStep } from "./checks";
import { problem } from "./problems";

export const NDJSON = "application/x-ndjson";

/** One line of a streamed answer: steps as they pass or what else is told, then either the result or the problem. */
export const streamLine = z.discriminatedUnion("type", [
  z.object({ type: z.literal("step"), step: checkStep }),
  z.object({ type: z.literal("event"), event: z.unknown() }),
  z.object({ type: z.literal("result"), result: z.unknown() }),
  z.object({ type: z.literal("problem"), problem }),
]);
export type StreamLine = z.infer<typeof streamLine>;
