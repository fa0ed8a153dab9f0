import "server-only";
import type { BulkDialect } from "../bulk";

const same = (text: string) => text;
const asInteger = (text: string) => `CAST(${text} AS INTEGER)`;

// As Prisma's adapter writes moments.
const written = (moment: Date) => moment.toISOString().replace("Z", "+00:00");

export const sqliteBulk: BulkDialect = {
  elements: "json_each(?)",
  cast: { text: same, integer: asInteger, boolean: asInteger, moment: same },
  moment: (moment) => `'${written(moment)}'`,
  toJson: (value) => {
    if (value instanceof Date) return written(value);
    return typeof value === "boolean" ? Number(value) : value;
  },
  rows: (columns) => `json_group_array(json_array(${columns}))`,
  argument: "?",
  among: (cast) => `IN (SELECT ${cast("value")} FROM json_each(?))`,
};
