import os from "node:os";
import { readEnv } from "@/lib/env";
import { type Actor, actorAtTheMachine } from "@/lib/server/actor";
import { createRuntime, type Runtime } from "@/lib/server/runtime";
import { startExitCodes, startRefusalOf } from "@/lib/server/start-error";

/**
 * Builds the console on the environment, without serving it, for one command; it may be serving meanwhile.
 * Ends the process with the paragraph and exit code of a refused start.
 */
export async function withConsole<Answer>(
  work: (runtime: Runtime, actor: Actor) => Promise<Answer>,
): Promise<Answer> {
  const environment = readEnv();
  if (!environment.ok) {
    return refuse(startExitCodes.environment, environment.problems.join("\n"));
  }
  const runtime = await createRuntime(environment.env).catch((error: unknown) => {
    const refusal = startRefusalOf(error);
    if (!refusal) throw error;
    return refuse(refusal.exitCode, refusal.paragraph);
  });
  try {
    return await work(runtime, actorAtTheMachine(os.userInfo().username));
  } finally {
    await runtime.close();
  }
}

function refuse(exitCode: number, paragraph: string): never {
  process.stderr.write(`${paragraph}\n`);
  process.exit(exitCode);
}
