import { createPacedSend, type Pace, QLIKS_PACE, type Terms } from "@/lib/server/qlik/paced-send";
import { encodePath } from "@/lib/server/qlik/paths";
import type { HttpAnswer, HttpRequest, Sent } from "@/lib/server/qlik/transport";
import { ok } from "@/lib/server/result";
import { ACME, valueFrom } from "./clients";
import { steppedTime } from "./time";

export const answer = (status: number, headers: Readonly<Record<string, string>> = {}): Sent =>
  ok({ status, headers, contentType: "application/json", body: Buffer.from("{}") } satisfies HttpAnswer);

export const reading: HttpRequest = {
  host: ACME,
  method: "GET",
  path: valueFrom(encodePath(["api", "v1", "users"])),
  headers: {},
};
export const deleting: HttpRequest = { ...reading, method: "DELETE" };
export const exchanging: HttpRequest = {
  ...reading,
  method: "POST",
  path: valueFrom(encodePath(["oauth", "token"])),
};

export const filteringUsers: HttpRequest = {
  ...reading,
  method: "POST",
  path: valueFrom(encodePath(["api", "v1", "users", "actions", "filter"])),
};
export const filteringTenants: HttpRequest = {
  ...filteringUsers,
  path: valueFrom(encodePath(["api", "core", "tenants", "actions", "filter"])),
};

export const interactive: Terms = { clientId: "client-1", priority: "interactive" };
export const background: Terms = { clientId: "client-1", priority: "background" };

/**
 * The pacing alone, with time that the test moves. Qlik is a function; its answers take `delayMs`, half of it on the
 * way there.
 */
export function pacedFor(
  qlik: (request: HttpRequest, now: number) => Sent | Promise<Sent>,
  { delayMs = 40, deadlineMs = 3_600_000, pace = {} as Partial<Pace> } = {},
) {
  const time = steppedTime();
  const sentAt: number[] = [];
  let underWay = 0;
  const seen = { most: 0, hosts: [] as string[] };
  const half = () => time.timing.sleep(delayMs / 2, new AbortController().signal);
  const send = createPacedSend({
    timing: time.timing,
    deadlineMs,
    pace: { ...QLIKS_PACE, ...pace },
    async send(request) {
      sentAt.push(time.passed());
      seen.hosts.push(request.host);
      underWay += 1;
      seen.most = Math.max(seen.most, underWay);
      await half();
      const said = await qlik(request, time.passed());
      await half();
      underWay -= 1;
      return said;
    },
  });
  return { send, time, sentAt, seen };
}

/** Qlik's rate limit as a window that slides: what was counted, and the status for one request more. */
export function slidingWindow(requests: number, windowMs: number) {
  const counted: number[] = [];
  return (now: number): 200 | 429 => {
    if (counted.filter((at) => at > now - windowMs).length >= requests) return 429;
    counted.push(now);
    return 200;
  };
}

/** What became of each promise, as far as it is known by now. */
export function outcomes(promises: readonly Promise<Sent>[]): Sent[] {
  const known: Sent[] = [];
  for (const promise of promises) void promise.then((sent) => known.push(sent));
  return known;
}
