import "./lib/require-node.js";
import process from "node:process";
import { consoleAddress } from "./lib/address.js";
import { serveDevelopment } from "./lib/console-process.js";
import { demoAccount } from "./lib/demo-account.js";
import { launch } from "./lib/launch.js";
import { inRoot } from "./lib/paths.js";
import { requireFreePort } from "./lib/ports.js";
import { prepareDevelopment } from "./lib/prepare.js";
import { startSandboxed } from "./lib/sandboxed.js";

const DATA_FOLDER = "data/dev";

launch(async (processes) => {
  const address = consoleAddress({ PORT: process.env.PORT });
  await requireFreePort({ ...address, command: "npm run dev" });
  await prepareDevelopment(processes);
  const dataDir = inRoot(DATA_FOLDER);
  const { env } = await startSandboxed(processes, { dataDir, address, env: process.env });
  const welcome = [
    `Castellan (development) is at ${address.publicUrl}`,
    `Sign in as ${demoAccount.email} with ${demoAccount.password}; data in ${DATA_FOLDER}`,
  ].join("\n");
  return await serveDevelopment(processes, { address, env, onReady: () => console.log(welcome) });
});
