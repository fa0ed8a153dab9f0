import type { FleetPages } from "./jobs/fleet-page";
import type { FleetRevocation } from "./jobs/revoke-fleet";
import type { FleetSync } from "./jobs/sync-fleet";

const seconds = (ms: number) => `${(ms / 1000).toFixed(2)} s`;
const times = (ms: number, than: number) => `${(ms / than).toFixed(2)} ×`;

/** The target is 1.5 × the client alone. */
export const syncWords = ({ tenants, tokens, clientMs, firstMs, againMs, peakMib }: FleetSync): string =>
  `inventory of ${tenants} tenants, ${tokens} tokens: the first time ${seconds(firstMs)}, again ${seconds(againMs)}; ` +
  `the client alone ${seconds(clientMs)} (${times(firstMs, clientMs)}, again ${times(againMs, clientMs)}); ` +
  `memory ${Math.round(peakMib)} MiB above idle`;

/** The targets are a p50 of 30 ms over all questions, and of 10 ms page after page. */
export const pageWords = ({ database, tokens, questions, p50, walkP50 }: FleetPages): string =>
  [
    `pages over ${tokens} tokens on ${database}: p50 ${p50.toFixed(1)} ms; 100 pages one after the other: p50 ${walkP50.toFixed(1)} ms`,
    ...questions.map(({ words, ms }) => `  ${ms.toFixed(1).padStart(8)} ms  ${words}`),
  ].join("\n");

/** The target is that memory does not grow with the work. */
export const revocationWords = (given: FleetRevocation): string =>
  `${given.revoked} of ${given.tokens} tokens revoked as one job in ${seconds(given.ms)}, ${given.auditRows} audit rows; ` +
  `memory above idle ${Math.round(given.firstHalfMib)} MiB in the first half, ${Math.round(given.secondHalfMib)} in the second`;
