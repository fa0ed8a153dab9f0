import "./lib/require-node.js";
import fs from "node:fs/promises";
import os from "node:os";
import path from "node:path";
import process from "node:process";
import { toolEnvironment } from "./lib/environment.js";
import { failure } from "./lib/failure.js";
import { launch } from "./lib/launch.js";
import { inRoot } from "./lib/paths.js";
import { toPostgresqlSchema, toSqliteSchema, withByteOrder } from "./lib/postgresql-schema.js";
import { readSchema } from "./lib/schema.js";

const SQLITE = { migrations: inRoot("prisma/migrations") };
const POSTGRESQL = {
  schema: inRoot("prisma/postgresql/schema.prisma"),
  migrations: inRoot("prisma/postgresql/migrations"),
};

const ADVICE =
  "npm run migration -- <name>   writes the migrations of both databases for what has changed in prisma/schema\n" +
  "npm run migration             writes that for PostgreSQL, where the one for SQLite is there already";

/** @param {string} folder */
const migrationsIn = async (folder) =>
  (await fs.readdir(folder, { withFileTypes: true }).catch(() => []))
    .filter((entry) => entry.isDirectory())
    .map(({ name }) => name)
    .sort();

/** @param {string} folder @param {string} sql */
async function write(folder, sql) {
  await fs.mkdir(folder, { recursive: true });
  await fs.writeFile(path.join(folder, "migration.sql"), sql);
  console.log(`› Wrote ${path.relative(inRoot("."), folder)}`);
}

launch(async (processes) => {
  const [name, ...rest] = process.argv.slice(2);
  if (rest.length > 0 || (name !== undefined && !/^[a-z0-9_]+$/.test(name)))
    throw failure("The name of a migration has small letters, digits and underscores.", ADVICE);
  const before = await fs.readFile(POSTGRESQL.schema, "utf8");
  const after = readSchema();
  const aside = await fs.mkdtemp(path.join(os.tmpdir(), "castellan-migration-"));

  /** @param {string} from @param {string} to */
  async function difference(from, to) {
    const [fromFile, toFile, output] = ["from", "to", "sql"].map((file) => path.join(aside, file));
    await Promise.all([fs.writeFile(`${fromFile}.prisma`, from), fs.writeFile(`${toFile}.prisma`, to)]);
    const schemas = ["--from-schema", `${fromFile}.prisma`, "--to-schema", `${toFile}.prisma`];
    const run = await processes.run({
      name: "prisma migrate diff",
      args: [inRoot("node_modules/prisma/build/index.js"), "migrate", "diff", ...schemas, "--script"].concat(
        "--output",
        `${output}`,
      ),
      // Unlike `prisma generate`, this needs Prisma's engine: fetched by Prisma, unless a place of it is given.
      env: {
        ...toolEnvironment(process.env),
        PRISMA_SCHEMA_ENGINE_BINARY: process.env.PRISMA_SCHEMA_ENGINE_BINARY ?? "",
      },
      output: "kept",
    });
    if (run.code !== 0) throw failure(`${run.output.trimEnd()}\n\nPrisma could not compare the schemas.`);
    const sql = await fs.readFile(`${output}`, "utf8").catch(() => "");
    return /^\s*(--.*\s*)*$/.test(sql) ? null : sql;
  }

  try {
    const sql = await difference(before, toPostgresqlSchema(after));
    if (sql === null) throw failure("Nothing has changed in prisma/schema.", ADVICE);
    const written = await migrationsIn(POSTGRESQL.migrations);
    // Older ones without a twin were folded into the one that was written for PostgreSQL after them.
    const waiting = (await migrationsIn(SQLITE.migrations)).filter(
      (folder) => folder > (written.at(-1) ?? ""),
    );
    const newest = waiting.at(-1);
    if (newest === undefined && name === undefined) throw failure("The migrations need a name.", ADVICE);
    if (newest !== undefined && name !== undefined)
      throw failure(`First write the one for PostgreSQL that belongs to ${newest}.`, ADVICE);
    const folder = newest ?? `${new Date().toISOString().replace(/\D/g, "").slice(0, 14)}_${name}`;
    if (newest === undefined)
      await write(
        path.join(SQLITE.migrations, folder),
        (await difference(toSqliteSchema(before), after)) ?? "",
      );
    await write(path.join(POSTGRESQL.migrations, folder), withByteOrder(sql));
    await fs.writeFile(POSTGRESQL.schema, toPostgresqlSchema(after));
    console.log("What is changed in rows, and triggers, are written by hand: into both.");
    return 0;
  } finally {
    await fs.rm(aside, { recursive: true, force: true });
  }
});
