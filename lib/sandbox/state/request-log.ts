import type { RateTier, RateTierOf } from "../rate-tiers";

const KEPT_REQUESTS = 20_000;

/** Never a body and never a header: secrets and bearers stay out of the log. */
export type LoggedRequest = {
  readonly method: string;
  readonly host: string;
  readonly path: string;
  /** With the question mark; empty when there is none. */
  readonly query: string;
  /** `null` while there is no answer yet. */
  readonly status: number | null;
};

export type Counts = {
  readonly requests: number;
  readonly byTier: Readonly<Record<RateTier, number>>;
  readonly byStatus: Readonly<Record<string, number>>;
  /** Connections that a request came over. */
  readonly connections: number;
  /** Most requests under way at one moment. */
  readonly mostAtOnce: number;
};

export type RequestLog = {
  /** Notes a request at its arrival; the function returned notes the status of the answer. */
  begin(host: string, request: Request, connection: object | undefined): (status: number) => void;
  /** The last ones, oldest first. */
  requests(): readonly LoggedRequest[];
  /** Of all requests since the last clearing, also those that are no longer kept. */
  counts(): Counts;
  countsByHost(): Readonly<Record<string, Counts>>;
  clear(): void;
};

type Tally = {
  requests: number;
  readonly byTier: Record<RateTier, number>;
  readonly byStatus: Record<string, number>;
  /** Only looked up and counted, so that closed connections can be forgotten. */
  readonly seen: WeakSet<object>;
  connections: number;
  underWay: number;
  mostAtOnce: number;
};

const newTally = (): Tally => ({
  requests: 0,
  byTier: { "1": 0, "2": 0, special: 0 },
  byStatus: {},
  seen: new WeakSet(),
  connections: 0,
  underWay: 0,
  mostAtOnce: 0,
});

function countIn(tally: Tally, tier: RateTier, connection: object | undefined): void {
  tally.requests += 1;
  tally.byTier[tier] += 1;
  tally.underWay += 1;
  tally.mostAtOnce = Math.max(tally.mostAtOnce, tally.underWay);
  if (connection === undefined || tally.seen.has(connection)) return;
  tally.seen.add(connection);
  tally.connections += 1;
}

function countOut(tally: Tally, status: number): void {
  tally.underWay -= 1;
  tally.byStatus[status] = (tally.byStatus[status] ?? 0) + 1;
}

const toCounts = ({ requests, byTier, byStatus, connections, mostAtOnce }: Tally): Counts => ({
  requests,
  byTier: { ...byTier },
  byStatus: { ...byStatus },
  connections,
  mostAtOnce,
});

export function createRequestLog(rateTierOf: RateTierOf): RequestLog {
  let requests: { -readonly [Key in keyof LoggedRequest]: LoggedRequest[Key] }[] = [];
  let total = newTally();
  let byHost = new Map<string, Tally>();

  function tallyOf(host: string): Tally {
    const known = byHost.get(host) ?? newTally();
    byHost.set(host, known);
    return known;
  }

  return {
    begin(host, request, connection) {
      const { pathname, search } = new URL(request.url);
      const { method } = request;
      const entry = { method, host, path: pathname, query: search, status: null as number | null };
      requests.push(entry);
      // Only now and then: taking the first of many thousands away at every request costs more than the answer.
      if (requests.length >= 2 * KEPT_REQUESTS) requests = requests.slice(-KEPT_REQUESTS);
      const tier = rateTierOf(method, pathname);
      const tallies = [total, tallyOf(host)];
      for (const tally of tallies) countIn(tally, tier, connection);
      return (status) => {
        entry.status = status;
        for (const tally of tallies) countOut(tally, status);
      };
    },
    requests: () => requests.slice(-KEPT_REQUESTS).map((entry) => ({ ...entry })),
    counts: () => toCounts(total),
    countsByHost: () => Object.fromEntries([...byHost].map(([host, tally]) => [host, toCounts(tally)])),
    clear() {
      requests = [];
      total = newTally();
      byHost = new Map();
    },
  };
}
