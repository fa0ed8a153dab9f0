import "server-only";
import type { Env } from "@/lib/env";
import { type Background, createBackground } from "./background";
import { type FoundationOptions, type OpenFoundation, openFoundation } from "./open-foundation";
import { ownEnvironment } from "./own-environment";
import { createReachingQlik } from "./services/reaching-qlik";
import { createServices, type Services } from "./services/services";
import { createSigningIn, type SigningIn } from "./services/signing-in";

/** Everything that runs, built once: what pages, routes, the start and commands ask for. */
export interface Runtime
  extends Pick<
      OpenFoundation,
      "log" | "clock" | "sessionSecret" | "outward" | "witness" | "madeKeyFile" | "exposed" | "claim"
    >,
    Pick<SigningIn, "sessions" | "passwordSignIn" | "singleSignOn" | "requestBudget">,
    Pick<Background, "interruptedActs"> {
  readonly env: Env;
  readonly services: Services;
  /** Begins background work, and takes up what was left of it; only where the console is served. */
  startJobs(): Promise<void>;
  /** Goes on with a rotation of data keys that was cut off, by the end of a process or by another one's. */
  tendDataKeys(): Promise<void>;
  close(): Promise<void>;
}

/** What tests bring of their own, and commands. */
export interface RuntimeOptions extends FoundationOptions {
  /** Calls of one session. */
  readonly requestsPerMinute?: number;
}

/** Builds the console for an environment. Throws a start refusal when it must not run on what is there. */
export async function createRuntime(env: Env, options: RuntimeOptions = {}): Promise<Runtime> {
  const { requestsPerMinute = 1200 } = options;
  const foundation = await openFoundation(env, options);
  const signingIn = createSigningIn({ ...foundation, requestsPerMinute });
  const reachingQlik = createReachingQlik(foundation);
  const background = createBackground({ ...foundation, ...reachingQlik });
  const services = createServices({ ...foundation, ...signingIn, ...reachingQlik, ...background });
  return {
    ...foundation,
    ...signingIn,
    interruptedActs: background.interruptedActs,
    env,
    services,
    startJobs: background.start,
    tendDataKeys: background.dataKeyRotation.tend,
    async close() {
      await background.stop();
      await Promise.all([services.inventory.settled(), services.connectionDrafts.settled()]);
      await foundation.close();
    },
  };
}

// One per process: Next loads this module once for start-up and again for routes and pages.
const SLOT = Symbol.for("castellan.runtime");
const slots = globalThis as { [SLOT]?: Promise<Runtime> };

/** The process's own runtime, made at first use. */
export function getRuntime(): Promise<Runtime> {
  slots[SLOT] ??= createRuntime(ownEnvironment());
  return slots[SLOT];
}

/** Puts a runtime in the place of the process's own; for tests. */
export function setRuntime(runtime: Runtime): void {
  slots[SLOT] = Promise.resolve(runtime);
}
