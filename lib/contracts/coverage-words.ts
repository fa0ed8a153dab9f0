import type { Coverage } from "./coverage";

const number = new Intl.NumberFormat("en");

/** "In 20 of 60 tenants", "In all 60 tenants". */
export function lookedInWords({ tenants, readable }: Coverage): string {
  if (readable === 0)
    return tenants === 1 ? "Not in the only tenant" : `In none of ${number.format(tenants)} tenants`;
  if (readable < tenants) return `In ${number.format(readable)} of ${number.format(tenants)} tenants`;
  return tenants === 1 ? "In the only tenant" : `In all ${number.format(tenants)} tenants`;
}

/** "40 are not connected"; undefined where all are. */
export function notConnectedWords({ tenants, connected }: Coverage): string | undefined {
  const missing = tenants - connected;
  if (missing <= 0) return undefined;
  return `${number.format(missing)} ${missing === 1 ? "is" : "are"} not connected`;
}

/** "2 could not be read"; undefined where all connected ones were. */
export function unreadWords({ connected, readable }: Coverage): string | undefined {
  return connected > readable ? `${number.format(connected - readable)} could not be read` : undefined;
}

/** "In 18 of 60 tenants; 40 are not connected, 2 could not be read." Empty where there is no tenant. */
export function coverageWords(coverage: Coverage): string {
  if (coverage.tenants === 0) return "";
  const not = [notConnectedWords(coverage), unreadWords(coverage)].filter((words) => words !== undefined);
  return `${[lookedInWords(coverage), not.join(", ")].filter((words) => words !== "").join("; ")}.`;
}
