import os from "node:os";
import { type Env, readEnv } from "@/lib/env";
import { type Actor, actorAtTheMachine } from "@/lib/server/actor";
import { refusalOfFile } from "@/lib/server/machine-refusals";
import { createRuntime, type Runtime } from "@/lib/server/runtime";
import { startExitCodes, startRefusalOf } from "@/lib/server/start-error";

/**
 * Does one command with the settings of the environment. Ends the process with the paragraph and exit code of a refused
 * start where they, the key or the database are not as they should be.
 */
export async function withEnvironment<Answer>(work: (env: Env) => Promise<Answer>): Promise<Answer> {
  const environment = readEnv();
  if (!environment.ok) {
    return refuse(startExitCodes.environment, environment.problems.join("\n"));
  }
  return work(environment.env).catch((error: unknown) => {
    const refusal = startRefusalOf(error) ?? startRefusalOf(refusalOfFile(error));
    if (!refusal) throw error;
    return refuse(refusal.exitCode, refusal.paragraph);
  });
}

/** As {@link withEnvironment}, with the console built on it, without serving it; it may be serving meanwhile. */
export async function withConsole<Answer>(
  work: (runtime: Runtime, actor: Actor) => Promise<Answer>,
): Promise<Answer> {
  return withEnvironment(async (env) => {
    const runtime = await createRuntime(env, { checksPages: false });
    for (const { words } of runtime.exposed) process.stderr.write(`${words}\n`);
    try {
      return await work(runtime, actorAtTheMachine(os.userInfo().username));
    } finally {
      await runtime.close();
    }
  });
}

function refuse(exitCode: number, paragraph: string): never {
  process.stderr.write(`${paragraph}\n`);
  process.exit(exitCode);
}
