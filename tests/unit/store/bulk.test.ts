import { expect, test } from "vitest";
import { bulkStatement } from "@/lib/server/store/bulk";
import { postgresqlBulk } from "@/lib/server/store/postgresql/bulk";
import { sqliteBulk } from "@/lib/server/store/sqlite/bulk";

const rows = {
  table: "things",
  columns: { id: "text", many: "integer", good: "boolean", at: "moment" },
  rows: [{ id: "a\0\ud800", many: 2, good: true, at: new Date(0) }],
  unique: ["id"],
  kept: ["at"],
  added: ["many"],
} as const;

test("rows that are there are overwritten, but for what is kept and what is added to", () => {
  const { sql } = bulkStatement(rows, sqliteBulk);
  expect(sql).toContain(
    'ON CONFLICT ("id") DO UPDATE SET "many" = "things"."many" + excluded."many", "good" = excluded."good"',
  );
  expect(sql).not.toContain('"at" = ');
});

test("each database is given values in its own way, and PostgreSQL no character that it does not take", () => {
  expect(JSON.parse(bulkStatement(rows, sqliteBulk).json)).toEqual([
    ["a\0\ud800", 2, 1, "1970-01-01T00:00:00.000+00:00"],
  ]);
  expect(JSON.parse(bulkStatement(rows, postgresqlBulk).json)).toEqual([
    ["a\uFFFD\uFFFD", 2, "true", "1970-01-01T00:00:00.000"],
  ]);
});
