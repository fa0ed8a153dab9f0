import "./lib/require-node.js";
import process from "node:process";
import { consoleAddress } from "./lib/address.js";
import { serveProduction } from "./lib/console-process.js";
import { demoAccount } from "./lib/demo-account.js";
import { demoSelection } from "./lib/demo-selection.js";
import { demoSummary } from "./lib/demo-summary.js";
import { launch } from "./lib/launch.js";
import { inRoot } from "./lib/paths.js";
import { requireFreePort } from "./lib/ports.js";
import { prepareProduction } from "./lib/prepare.js";
import { sandboxCredentials, startSandboxed } from "./lib/sandboxed.js";

const DATA_FOLDER = "data/demo";
const TENANTS_TO_TRY = 5;

launch(async (processes) => {
  // Its password is public, so it never listens beyond this machine.
  const address = consoleAddress({ PORT: process.env.PORT });
  await requireFreePort({ ...address, command: "npm run demo" });
  await prepareProduction(processes);
  const dataDir = inRoot(DATA_FOLDER);
  const { sandbox, env } = await startSandboxed(processes, { dataDir, address, env: process.env });
  const { waiting } = demoSelection(await sandboxCredentials(sandbox.origin));
  const summary = demoSummary({
    address: address.publicUrl,
    account: demoAccount,
    sandboxOrigin: sandbox.origin,
    dataFolder: DATA_FOLDER,
    waiting: waiting.slice(0, TENANTS_TO_TRY),
  });
  console.log("› Starting the console");
  return await serveProduction(processes, { address, env, onReady: () => console.log(summary) });
});
