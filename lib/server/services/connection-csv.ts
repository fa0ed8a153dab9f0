import "server-only";
import { CsvError, parse } from "csv-parse/sync";
import { DRAFT_ROWS } from "@/lib/contracts/connection-drafts";
import { fieldProblem } from "../app-error";

/** What stands in one line of a file, trimmed; "" for what is missing. */
export interface CsvRow {
  readonly line: number;
  readonly hostname: string;
  readonly clientId: string;
  readonly clientSecret: string;
}

const COLUMNS = ["hostname", "clientId", "clientSecret"] as const;
type Column = (typeof COLUMNS)[number];

const known: Readonly<Record<string, Column>> = {
  hostname: "hostname",
  host: "hostname",
  tenant: "hostname",
  tenanthostname: "hostname",
  clientid: "clientId",
  clientsecret: "clientSecret",
  secret: "clientSecret",
};

const columnOf = (heading: string): Column | undefined => known[heading.toLowerCase().replace(/[\s_-]/g, "")];

/**
 * The rows of a CSV file, with or without headings, with commas, semicolons or tabs between. Throws `invalid_input` for
 * what is no such file. No message repeats what stands in it: it may be a secret.
 */
export function readConnectionCsv(csv: string): CsvRow[] {
  const lines = parsed(csv).filter(({ record }) => record.some((cell) => cell !== ""));
  const headings = lines[0]?.record.map(columnOf) ?? [];
  const hasHeadings = headings.some(Boolean);
  const order: readonly (Column | undefined)[] = hasHeadings ? headings : COLUMNS;
  const missing = COLUMNS.filter((column) => !order.includes(column));
  if (missing.length > 0)
    throw fieldProblem("csv", "The headings must name hostname, client ID and client secret.");
  const rows = hasHeadings ? lines.slice(1) : lines;
  if (rows.length === 0) throw fieldProblem("csv", "There is no row below the headings.");
  if (rows.length > DRAFT_ROWS)
    throw fieldProblem("csv", `A file may have at most ${DRAFT_ROWS.toLocaleString("en")} rows; divide it.`);
  return rows.map(({ record, line }) => {
    const cell = (column: Column) => record[order.indexOf(column)] ?? "";
    return {
      line,
      hostname: cell("hostname"),
      clientId: cell("clientId"),
      clientSecret: cell("clientSecret"),
    };
  });
}

function parsed(csv: string): { record: string[]; line: number }[] {
  try {
    const found = parse(csv, {
      bom: true,
      trim: true,
      delimiter: [",", ";", "\t"],
      relax_column_count: true,
      skip_empty_lines: true,
      info: true,
    }) as unknown as { record: string[]; info: { lines: number } }[];
    return found.map(({ record, info }) => ({ record, line: info.lines }));
  } catch (failure) {
    if (!(failure instanceof CsvError)) throw failure;
    const place = typeof failure.lines === "number" ? ` in line ${failure.lines}` : "";
    throw fieldProblem("csv", `This is no CSV file: its quotes do not match${place}.`);
  }
}
