import "server-only";
import type { BulkDialect } from "../bulk";

const written = (moment: Date) => moment.toISOString().replace("Z", "");

export const postgresqlBulk: BulkDialect = {
  elements: "json_array_elements($1::json) AS given(value)",
  cast: {
    text: (text) => text,
    integer: (text) => `(${text})::integer`,
    boolean: (text) => `(${text})::boolean`,
    moment: (text) => `(${text})::timestamp`,
  },
  moment: (moment) => `'${written(moment)}'::timestamp`,
  toJson: (value) => {
    if (value instanceof Date) return written(value);
    if (typeof value === "boolean") return String(value);
    // PostgreSQL takes neither the character NUL nor half a pair of surrogates.
    return typeof value === "string" ? value.replaceAll("\0", "\uFFFD").toWellFormed() : value;
  },
  rows: (columns) => `json_agg(json_build_array(${columns}))::text`,
  argument: "$1",
  // As an array: of a join the planner would think that it finds a good part of the table.
  among: (cast) =>
    `= ANY (ARRAY(SELECT ${cast("value")} FROM json_array_elements_text($1::json) AS given(value)))`,
};
