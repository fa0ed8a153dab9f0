import { readEnv } from "@/lib/env";
import { createRuntime } from "@/lib/server/runtime";

// A console that does background work and nothing else, to be killed in the middle of it.
const environment = readEnv();
if (!environment.ok) throw new Error(environment.problems.join("\n"));
const runtime = await createRuntime(environment.env, { leaseMs: Number(process.argv[2]) });
runtime.startJobs();
process.stdout.write("working\n");
