import "server-only";
import { stringify } from "csv-stringify/sync";
import { type AuditEvent, type ExportFormat, exportMediaTypes } from "@/lib/contracts/audit-events";

export interface AuditFile {
  readonly name: string;
  readonly mediaType: string;
  readonly chunks: AsyncIterable<string>;
}

const columns: readonly [header: string, value: (event: AuditEvent) => string | number | null | undefined][] =
  [
    ["at", ({ at }) => at],
    ["endedAt", ({ endedAt }) => endedAt],
    ["person", ({ actor }) => actor.name],
    ["email", ({ actor }) => actor.email],
    ["role", ({ actor }) => actor.role],
    ["personId", ({ actor }) => actor.id],
    ["session", ({ session }) => session],
    ["address", ({ address }) => address],
    ["action", ({ action }) => action],
    ["objectType", ({ object }) => object?.type],
    ["objectId", ({ object }) => object?.id],
    ["objectName", ({ object }) => object?.name],
    ["tenantId", ({ tenantId }) => tenantId],
    ["tenantName", ({ tenantName }) => tenantName],
    ["reason", ({ reason }) => reason],
    ["outcome", ({ outcome }) => outcome],
    ["detail", ({ detail }) => detail],
    ["qlikHost", ({ qlik }) => qlik?.host],
    ["qlikStatus", ({ qlik }) => qlik?.status],
    ["qlikCode", ({ qlik }) => qlik?.code],
    ["qlikTraceId", ({ qlik }) => qlik?.traceId],
    ["requestId", ({ requestId }) => requestId],
    ["id", ({ id }) => id],
  ];

/** Names come from strangers: a cell that a spreadsheet would take for a formula begins with an apostrophe. */
const toCsv = (rows: readonly (readonly unknown[])[]): string =>
  stringify(
    rows.map((row) => [...row]),
    { escape_formulas: true, record_delimiter: "windows" },
  );

/** Events as a file, chunk by chunk. */
export function auditFile(
  format: ExportFormat,
  at: Date,
  pages: AsyncIterable<readonly AuditEvent[]>,
): AuditFile {
  const name = `castellan-activity-${at.toISOString().slice(0, 19).replaceAll(":", "")}Z`;
  return {
    name: `${name}.${format}`,
    mediaType: exportMediaTypes[format],
    chunks: format === "csv" ? csv(pages) : jsonl(pages),
  };
}

async function* csv(pages: AsyncIterable<readonly AuditEvent[]>): AsyncGenerator<string> {
  let header = toCsv([columns.map(([name]) => name)]);
  for await (const events of pages) {
    yield header + toCsv(events.map((event) => columns.map(([, value]) => value(event) ?? "")));
    header = "";
  }
}

async function* jsonl(pages: AsyncIterable<readonly AuditEvent[]>): AsyncGenerator<string> {
  for await (const events of pages) yield events.map((event) => `${JSON.stringify(event)}\n`).join("");
}
