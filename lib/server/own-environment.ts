import "server-only";
import { type Env, readEnv } from "@/lib/env";
import { refuseToStart } from "./start-error";

/** The environment of this process. Throws a start refusal that names each variable that is wrong. */
export function ownEnvironment(): Env {
  const result = readEnv();
  if (result.ok) return result.env;
  throw refuseToStart(
    "environment",
    `The environment is not as it should be:\n${result.problems.map((problem) => `  ${problem}`).join("\n")}\nNothing was written.`,
  );
}
