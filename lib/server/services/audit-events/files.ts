import "server-only";
import { type AuditEvent, type ExportFormat, exportMediaTypes } from "@/lib/contracts/audit-events";
import { type CsvCell, csvHeadings, csvLines } from "@/lib/contracts/csv";

export interface AuditFile {
  readonly name: string;
  readonly mediaType: string;
  readonly chunks: AsyncIterable<string>;
}

const columns: readonly [header: string, value: (event: AuditEvent) => CsvCell][] = [
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
  ["tenantHost", ({ owner }) => owner?.host],
  ["tokenUserId", ({ owner }) => owner?.user?.id],
  ["tokenUserName", ({ owner }) => owner?.user?.name],
  ["tokenUserEmail", ({ owner }) => owner?.user?.email],
  ["tokenClientId", ({ owner }) => owner?.client?.id],
  ["tokenClientName", ({ owner }) => owner?.client?.name],
  ["reason", ({ reason }) => reason],
  ["outcome", ({ outcome }) => outcome],
  ["detail", ({ detail }) => detail],
  ["qlikHost", ({ qlik }) => qlik?.host],
  ["qlikStatus", ({ qlik }) => qlik?.status],
  ["qlikCode", ({ qlik }) => qlik?.code],
  ["qlikTraceId", ({ qlik }) => qlik?.traceId],
  ["requestId", ({ requestId }) => requestId],
  ["id", ({ id }) => id],
  ["partOf", ({ partOf }) => partOf],
];

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
  yield csvHeadings(columns.map(([name]) => name));
  for await (const events of pages)
    yield csvLines(events.map((event) => columns.map(([, value]) => value(event))));
}

async function* jsonl(pages: AsyncIterable<readonly AuditEvent[]>): AsyncGenerator<string> {
  for await (const events of pages) yield events.map((event) => `${JSON.stringify(event)}\n`).join("");
}
