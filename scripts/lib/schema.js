import fs from "node:fs";
import path from "node:path";
import { inRoot } from "./paths.js";

/** The folder of the model: a file for each resource or group, and `schema.prisma` for what is said once. */
export const SCHEMA_FOLDER = inRoot("prisma/schema");

const HEAD = "schema.prisma";

/** All files of the model as one text, in an order that does not depend on the machine. */
export function readSchema() {
  const others = fs
    .readdirSync(SCHEMA_FOLDER)
    .filter((name) => name.endsWith(".prisma") && name !== HEAD)
    .sort();
  return [HEAD, ...others].map((name) => fs.readFileSync(path.join(SCHEMA_FOLDER, name), "utf8")).join("\n");
}
