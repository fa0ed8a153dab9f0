import { setTimeout as wait } from "node:timers/promises";
import { Agent, request } from "undici";

export interface Asked {
  readonly path: string;
  readonly headers?: Readonly<Record<string, string>>;
}

export interface Load {
  readonly requests: number;
  /** What was answered with another status than 200, or not at all, in a few words each. */
  readonly errors: readonly string[];
  /** In milliseconds, from when a request was due: whoever waits for his turn waits, too. */
  readonly p50: number;
  readonly p99: number;
  readonly slowest: number;
  readonly seconds: number;
}

const ANSWERS_WITHIN_MS = 20_000;

/** Sends so many requests a second for so long, whether or not those before have been answered. */
export async function load(
  origin: string,
  ask: (index: number) => Asked,
  { perSecond, forMs }: { readonly perSecond: number; readonly forMs: number },
): Promise<Load> {
  const agent = new Agent({ connections: 256, pipelining: 1 });
  const total = Math.round((perSecond * forMs) / 1000);
  const took: number[] = [];
  const errors: string[] = [];
  const started = performance.now();
  const dueAt = (index: number) => started + (index * 1000) / perSecond;
  const one = async (index: number) => {
    const { path, headers = {} } = ask(index);
    try {
      const { statusCode, body } = await request(`${origin}${path}`, {
        dispatcher: agent,
        headers,
        // From when it was due, so that the time for a connection counts, too.
        signal: AbortSignal.timeout(ANSWERS_WITHIN_MS),
      });
      await body.dump();
      if (statusCode !== 200) errors.push(`${path}: ${statusCode}`);
    } catch (error) {
      errors.push(`${path}: ${error instanceof Error ? error.message : String(error)}`);
    }
    took.push(performance.now() - dueAt(index));
  };
  const sent: Promise<void>[] = [];
  while (sent.length < total) {
    const due = Math.min(total, Math.floor(((performance.now() - started) * perSecond) / 1000) + 1);
    while (sent.length < due) sent.push(one(sent.length));
    await wait(1);
  }
  await Promise.all(sent);
  const seconds = (performance.now() - started) / 1000;
  await agent.close();
  took.sort((a, b) => a - b);
  const at = (share: number) => took[Math.min(took.length - 1, Math.floor(took.length * share))] ?? 0;
  return { requests: total, errors, p50: at(0.5), p99: at(0.99), slowest: at(1), seconds };
}
