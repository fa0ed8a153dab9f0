import fs from "node:fs/promises";
import { toolEnvironment } from "./environment.js";
import { failure } from "./failure.js";
import { fingerprintOfTexts } from "./fingerprint.js";
import { withLock } from "./lock.js";
import { inRoot } from "./paths.js";
import { readStamp, removeStamp, writeStamp } from "./stamp.js";

const SCHEMA = inRoot("prisma/schema.prisma");
const CLIENT = inRoot("lib/server/store/generated/client.ts");
const STAMP = inRoot(".cache/stamps/generate.json");
const LOCK = inRoot(".cache/locks/generate");

/**
 * Generates the database client when the schema or Prisma has changed.
 * @param {import("./processes.js").Processes} processes
 */
export async function generate(processes) {
  const files = [SCHEMA, inRoot("node_modules/prisma/package.json")];
  const inputs = fingerprintOfTexts(await Promise.all(files.map((file) => fs.readFile(file, "utf8"))));
  const isFresh = async () => {
    const exists = await fs.access(CLIENT).then(
      () => true,
      () => false,
    );
    return exists && (await readStamp(STAMP)).inputs === inputs;
  };
  if (await isFresh()) return;
  await withLock(LOCK, {}, async () => {
    if (await isFresh()) return;
    console.log("› Generating the database client");
    await removeStamp(STAMP);
    const { code, output } = await processes.run({
      name: "prisma generate",
      args: [inRoot("node_modules/prisma/build/index.js"), "generate"],
      env: { ...toolEnvironment(process.env), DATABASE_URL: "file:./unused.db" },
      output: "kept",
    });
    if (code !== 0) throw failure(`${output.trimEnd()}\n\nThe database client could not be generated.`);
    await writeStamp(STAMP, { inputs });
  });
}
