// Imported first and for its effect, so that an old Node is told of before anything else can trip over it.
import process from "node:process";
import { isSupportedNode, oldNodeAdvice } from "./node-version.js";

if (!isSupportedNode(process.versions.node)) {
  console.error(oldNodeAdvice(process.versions.node, process.execPath));
  process.exit(1);
}
