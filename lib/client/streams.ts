import type { z } from "zod";
import type { CheckStep } from "@/lib/contracts/checks";
import type { Operation } from "@/lib/contracts/operation";
import type { NDJSON, StreamLine } from "@/lib/contracts/streams";
import { type AddressOf, ApiError, type CallInput, callForResponse, unreachable } from "./api";

type EventOf<O extends Operation> = O["events"] extends z.ZodType ? z.output<O["events"]> : never;

const ndjson: typeof NDJSON = "application/x-ndjson";

/** Calls an operation that takes its time and tells of each step as it passes. Throws {@link ApiError}. */
export const callWithSteps = <O extends Operation>(
  address: AddressOf<O>,
  input: CallInput<O>,
  onStep: (step: CheckStep) => void,
): Promise<z.output<O["answer"]>> =>
  callForLines(address, input, (line) => {
    if (line.type === "step") onStep(line.step);
  });

/** As {@link callWithSteps}, for what else an operation tells. */
export const callWithEvents = <O extends Operation>(
  address: AddressOf<O>,
  input: CallInput<O>,
  onEvent: (event: EventOf<O>) => void,
): Promise<z.output<O["answer"]>> =>
  callForLines(address, input, (line) => {
    if (line.type === "event") onEvent(line.event as EventOf<O>);
  });

async function callForLines<O extends Operation>(
  address: AddressOf<O>,
  input: CallInput<O>,
  onLine: (line: StreamLine) => void,
): Promise<z.output<O["answer"]>> {
  const response = await callForResponse(address, input, ndjson);
  for await (const text of lines(response)) {
    const line: StreamLine = JSON.parse(text);
    onLine(line);
    if (line.type === "problem") throw new ApiError(line.problem);
    if (line.type === "result") return line.result as z.output<O["answer"]>;
  }
  throw new ApiError(unreachable());
}

async function* lines(response: Response): AsyncGenerator<string> {
  const reader = response.body?.pipeThrough(new TextDecoderStream()).getReader();
  let rest = "";
  for (let chunk = await reader?.read(); chunk && !chunk.done; chunk = await reader?.read()) {
    const parts = (rest + chunk.value).split("\n");
    rest = parts.pop() ?? "";
    yield* parts.filter(Boolean);
  }
  if (rest) yield rest;
}
