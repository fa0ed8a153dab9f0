import { setTimeout as wait } from "node:timers/promises";
import { createRuntime } from "@/lib/server/runtime";
import { ownEnvironment } from "./parts";

/** Looks for what is due so often, instead of once a minute. */
const LOOK_EVERY_MS = 100;

// A console that does background work and nothing else, to be killed in the middle of it:
// `background-worker.ts <lease in milliseconds>`
const runtime = await createRuntime(ownEnvironment(), { leaseMs: Number(process.argv[2]) });
await runtime.startJobs();
process.stdout.write("working\n");
for (;;) {
  await runtime.services.inventory.syncDue();
  await wait(LOOK_EVERY_MS);
}
