import fs from "node:fs";
import path from "node:path";
import { expect, test } from "vitest";
import { toPostgresqlSchema, toSqliteSchema, withByteOrder } from "@/scripts/lib/postgresql-schema.js";
import { readSchema } from "@/scripts/lib/schema.js";

const read = (file: string) => fs.readFileSync(path.resolve(file), "utf8");
const sqlite = readSchema();
const postgresql = read("prisma/postgresql/schema.prisma");

const migrationsIn = (folder: string) =>
  fs
    .readdirSync(path.resolve(folder), { withFileTypes: true })
    .filter((entry) => entry.isDirectory())
    .map(({ name }) => name)
    .sort();

test("the schema for PostgreSQL is the one for SQLite (npm run migration makes it)", () => {
  expect(postgresql).toBe(toPostgresqlSchema(sqlite));
  expect(toSqliteSchema(postgresql)).toBe(sqlite);
});

test("every migration for PostgreSQL has its twin for SQLite, the newest too (npm run migration writes them)", () => {
  const [own, twins] = [migrationsIn("prisma/migrations"), migrationsIn("prisma/postgresql/migrations")];
  expect(own).toEqual(expect.arrayContaining(twins));
  expect(twins.at(-1)).toBe(own.at(-1));
});

test("text is ordered by its bytes in every column that a migration for PostgreSQL makes", () => {
  for (const name of migrationsIn("prisma/postgresql/migrations")) {
    const sql = read(`prisma/postgresql/migrations/${name}/migration.sql`);
    expect(withByteOrder(sql), name).toBe(sql);
  }
  expect(withByteOrder('ALTER TABLE "a" ADD COLUMN     "b" TEXT,\nADD COLUMN "c" TEXT NOT NULL;')).toBe(
    'ALTER TABLE "a" ADD COLUMN     "b" TEXT COLLATE "C",\nADD COLUMN "c" TEXT COLLATE "C" NOT NULL;',
  );
});
