import "./lib/require-node.js";
import process from "node:process";
import { consoleAddress } from "./lib/address.js";
import { serveProduction } from "./lib/console-process.js";
import { launch } from "./lib/launch.js";
import { requireFreePort } from "./lib/ports.js";
import { prepareProduction } from "./lib/prepare.js";

launch(async (processes) => {
  const address = consoleAddress(process.env);
  await requireFreePort({ ...address, command: "npm start" });
  await prepareProduction(processes);
  console.log("› Starting the console");
  return await serveProduction(processes, {
    address,
    env: process.env,
    onReady: () => console.log(`Castellan is at ${address.publicUrl}\nTo stop it: Ctrl-C`),
  });
});
