import type { Rival, Row } from "./row";

/** Columns of equal width; all but the first lean to the right. */
export function table(rows: readonly (readonly string[])[]): string {
  const widths = (rows[0] ?? []).map((_, column) => Math.max(...rows.map((row) => row[column]?.length ?? 0)));
  const lines = rows.map((row) =>
    row
      .map((cell, column) => {
        const width = widths[column] ?? 0;
        return column === 0 ? cell.padEnd(width) : cell.padStart(width);
      })
      .join("  "),
  );
  const [header = "", ...body] = lines;
  return [header, "─".repeat(header.length), ...body].join("\n");
}

const seconds = (ms: number): string => `${(ms / 1000).toFixed(2)} s`;
const times = (ratio: number): string => `${ratio.toFixed(2)} ×`;

function rivalsTime(rival: Rival | null): string {
  if (!rival) return "–";
  if (Math.round(rival.done) < rival.wanted) return `${Math.round(rival.done)} of ${rival.wanted} done`;
  return rival.scaledBy > 1 ? `~${seconds(rival.ms)}` : seconds(rival.ms);
}

function ratioTo(ms: number, rival: Rival | null): string {
  return rival && Math.round(rival.done) >= rival.wanted ? times(ms / rival.ms) : "–";
}

/** How long each job took, beside the limit and the rivals. */
export function timesTable(rows: readonly Row[]): string {
  const header = [
    "job",
    "limit",
    "",
    "Castellan",
    "runs",
    "/ limit",
    "Promise.all",
    "/ it",
    "@qlik/api",
    "/ it",
  ];
  return table([
    header,
    ...rows.map(({ job, limit, ours, plain, vendor }) => [
      job,
      limit.words,
      seconds(limit.ms),
      seconds(ours.median.ms),
      String(ours.all.length),
      times(ours.median.ms / limit.ms),
      rivalsTime(plain),
      ratioTo(ours.median.ms, plain),
      rivalsTime(vendor),
      ratioTo(ours.median.ms, vendor),
    ]),
  ]);
}

/** What the sandbox saw of Castellan's median run, and what it cost itself. */
export function sandboxTable(rows: readonly Row[]): string {
  const header = ["job", "requests", "tier 1", "tier 2", "429", "connections", "most at once", "sandbox CPU"];
  return table([
    header,
    ...rows.map(({ job, ours }) => {
      const { requests, byTier, byStatus, connections, mostAtOnce, cpuMs, elapsedMs } = ours.median.seen;
      const counts = [requests, byTier["1"], byTier["2"], byStatus["429"] ?? 0, connections, mostAtOnce];
      return [job, ...counts.map(String), `${Math.round((100 * cpuMs) / elapsedMs)} %`];
    }),
  ]);
}

/** Every target with what was measured. */
export function targetsTable(rows: readonly Row[]): string {
  const lines = rows.flatMap(({ job, targets }) =>
    targets.map(({ what, measured, met }) => [job, what, measured, met ? "ok" : "missed"]),
  );
  return table([["job", "target", "measured", ""], ...lines]);
}
