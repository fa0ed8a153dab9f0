import type { TestProject } from "vitest/node";
import { toolEnvironment } from "@/scripts/lib/environment.js";
import { inRoot } from "@/scripts/lib/paths.js";
import { createProcesses } from "@/scripts/lib/processes.js";
import { makeTemplate } from "./databases";

declare module "vitest" {
  export interface ProvidedContext {
    /** Of the server that the tests share, with an up-to-date template database on it. */
    readonly postgresqlUrl: string;
  }
}

/** One server for all test files on PostgreSQL; gone after them, whatever happens. */
export default async function setUp(project: TestProject): Promise<() => Promise<void>> {
  const processes = createProcesses();
  const keeper = processes.start({
    name: "PostgreSQL",
    args: ["--conditions=react-server", "--import", "tsx", inRoot("tests/support/postgresql/keeper.ts")],
    env: toolEnvironment(process.env),
    output: "kept",
  });
  const { url } = (await keeper.message(60_000)) as { readonly url: string };
  await makeTemplate(url);
  project.provide("postgresqlUrl", url);
  return keeper.stop;
}
