import "server-only";
import { CsvError, parse } from "csv-parse/sync";
import { DRAFT_ROWS, type RowProblem } from "@/lib/contracts/connection-drafts";
import { clientId as validClientId, clientSecret as validSecret } from "@/lib/contracts/credentials";
import { fromCsvText } from "@/lib/contracts/csv";
import { createSecret, type Secret } from "@/lib/contracts/secret";
import { fieldProblem, isAppError } from "../../app-error";

/** A tenant to be connected, by a line of a file or by choice; "" for a hostname or client ID that is missing. */
export interface GivenRow {
  readonly line: number;
  readonly hostname: string;
  readonly clientId: string;
  /** None where the cell is empty, or where the tenant gets none. */
  readonly clientSecret: Secret | null;
  /** Why it cannot be right whatever Qlik says; never with the value in it. */
  readonly problem: RowProblem | null;
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

/** What stands between cells: one of these in a whole file. */
const SEPARATORS = [",", ";", "\t"] as const;
type Separator = (typeof SEPARATORS)[number];

interface Line {
  readonly line: number;
  readonly record: readonly string[];
}

/**
 * The rows of a CSV file, with or without headings, with commas, semicolons or tabs between. Throws `invalid_input` for
 * what is no such file. No message repeats what stands in it: it may be a secret.
 */
export function readConnectionCsv(csv: string): GivenRow[] {
  refuseOtherEncodings(csv);
  const { separator, headings } = beginningOf(csv);
  const lines = parsed(csv, separator);
  const order = headings ?? COLUMNS;
  const rows = headings ? lines.slice(1) : lines;
  if (rows.length === 0) throw fieldProblem("csv", "There is no row below the headings.");
  if (rows.length > DRAFT_ROWS)
    throw fieldProblem("csv", `A file may have at most ${DRAFT_ROWS.toLocaleString("en")} rows; divide it.`);
  return rows.map(({ record, line }) => {
    if (record.length > order.length)
      throw fieldProblem(
        "csv",
        `Line ${line} has more cells than there are ${headings ? "headings" : "columns"}. Put in double quotes what has the separator in it.`,
      );
    const cell = (column: Column) => record[order.indexOf(column)] ?? "";
    const clientId = fromCsvText(cell("clientId"));
    // No file of ours holds secrets, so there is nothing to undo.
    const secret = cell("clientSecret");
    return {
      line,
      hostname: fromCsvText(cell("hostname")),
      clientId,
      // As it stands there: within quotes it may begin or end in a space.
      clientSecret: secret === "" ? null : createSecret(secret),
      problem: problemOf(clientId, secret),
    };
  });
}

function problemOf(clientId: string, clientSecret: string): RowProblem | null {
  const parsed = [validClientId.safeParse(clientId), validSecret.safeParse(clientSecret)];
  const message = parsed.flatMap(({ error }) => error?.issues.map((issue) => issue.message) ?? []).join(" ");
  return message ? { message } : null;
}

/** A secret that was decoded wrongly would be stored wrongly. */
function refuseOtherEncodings(csv: string) {
  if (csv.includes("\0")) throw fieldProblem("csv", "This file is UTF-16. Save it as CSV UTF-8.");
  if (csv.includes("\uFFFD"))
    throw fieldProblem("csv", "Some characters of this file are not UTF-8. Save it as CSV UTF-8.");
}

/** The separator of a file, and its headings if it has any, by its first line. */
function beginningOf(csv: string): { separator: Separator; headings?: readonly (Column | undefined)[] } {
  const ways = SEPARATORS.map((separator) => {
    const first = firstLine(csv, separator);
    return { separator, first, headings: first?.map(columnOf) ?? [] };
  });
  const named = ways.find(({ headings }) => COLUMNS.every((column) => headings.includes(column)));
  if (named) {
    if (COLUMNS.some((column) => named.headings.indexOf(column) !== named.headings.lastIndexOf(column)))
      throw fieldProblem("csv", "Two headings name the same column.");
    return { separator: named.separator, headings: named.headings };
  }
  if (ways.some(({ headings }) => headings.some(Boolean)))
    throw fieldProblem("csv", "The headings must name hostname, client ID and client secret.");
  const [fitting, another] = ways.filter(({ first }) => first?.length === COLUMNS.length);
  if (fitting && !another) return { separator: fitting.separator };
  for (const { separator, first } of ways) if (!first) parsed(csv, separator);
  throw fieldProblem(
    "csv",
    "It is not plain how the cells of this file are divided. Begin it with the line: hostname,client id,client secret",
  );
}

/** Nothing where the quotes do not match with this separator. */
function firstLine(csv: string, separator: Separator): readonly string[] | undefined {
  try {
    return parsed(csv, separator, 1)[0]?.record ?? [];
  } catch (failure) {
    if (isAppError(failure)) return undefined;
    throw failure;
  }
}

function parsed(csv: string, delimiter: Separator, to = -1): Line[] {
  try {
    const found = parse(csv, {
      bom: true,
      trim: true,
      delimiter,
      relax_column_count: true,
      skip_empty_lines: true,
      skip_records_with_empty_values: true,
      info: true,
      to,
    }) as unknown as { record: string[]; info: { lines: number } }[];
    return found.map(({ record, info }) => ({ record, line: info.lines }));
  } catch (failure) {
    if (!(failure instanceof CsvError)) throw failure;
    const place = typeof failure.lines === "number" ? ` in line ${failure.lines}` : "";
    throw fieldProblem("csv", `This is no CSV file: its quotes do not match${place}.`);
  }
}
