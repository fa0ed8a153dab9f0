import fs from "node:fs/promises";
import { toolEnvironment } from "./environment.js";
import { failure } from "./failure.js";
import { fingerprintOfTexts } from "./fingerprint.js";
import { withLock } from "./lock.js";
import { inRoot } from "./paths.js";
import { readSchema, SCHEMA_FOLDER } from "./schema.js";
import { readStamp, removeStamp, writeStamp } from "./stamp.js";

const DATABASES = [
  { schema: SCHEMA_FOLDER, client: inRoot("lib/server/store/generated/client.ts") },
  {
    schema: inRoot("prisma/postgresql/schema.prisma"),
    client: inRoot("lib/server/store/postgresql/generated/client.ts"),
  },
];
const STAMP = inRoot(".cache/stamps/generate.json");
const LOCK = inRoot(".cache/locks/generate");

/**
 * Generates the clients of both databases when a schema or Prisma has changed.
 * @param {import("./processes.js").Processes} processes
 */
export async function generate(processes) {
  const files = [inRoot("prisma/postgresql/schema.prisma"), inRoot("node_modules/prisma/package.json")];
  const texts = await Promise.all(files.map((file) => fs.readFile(file, "utf8")));
  const inputs = fingerprintOfTexts([readSchema(), ...texts]);
  const isFresh = async () => {
    const exist = await Promise.all(
      DATABASES.map(({ client }) =>
        fs.access(client).then(
          () => true,
          () => false,
        ),
      ),
    );
    return exist.every(Boolean) && (await readStamp(STAMP)).inputs === inputs;
  };
  if (await isFresh()) return;
  await withLock(LOCK, {}, async () => {
    if (await isFresh()) return;
    console.log("› Generating the database clients");
    await removeStamp(STAMP);
    await Promise.all(DATABASES.map(({ schema }) => generateOne(processes, schema)));
    await writeStamp(STAMP, { inputs });
  });
}

/**
 * @param {import("./processes.js").Processes} processes
 * @param {string} schema
 */
async function generateOne(processes, schema) {
  const { code, output } = await processes.run({
    name: "prisma generate",
    args: [inRoot("node_modules/prisma/build/index.js"), "generate", "--schema", schema],
    env: { ...toolEnvironment(process.env), DATABASE_URL: "file:./unused.db" },
    output: "kept",
  });
  if (code !== 0) throw failure(`${output.trimEnd()}\n\nThe database client could not be generated.`);
}
