import { setTimeout as wait } from "node:timers/promises";
import type { SettingsBoard } from "./settings";

export type Latency = {
  /** Notes a new connection: its first request waits for the handshakes that loopback does not have. */
  connected(connection: object): void;
  /** Waits half of the latency, as on the way here; the function returned waits for the rest of it. */
  arrive(connection: object | undefined): Promise<() => Promise<void>>;
};

async function waitUntil(moment: number): Promise<void> {
  const left = moment - performance.now();
  if (left > 0) await wait(left);
}

/** Delays of a distant service. What the sandbox itself needs to answer counts as part of the way back. */
export function createLatency({ settings }: { readonly settings: SettingsBoard }): Latency {
  const readyAt = new WeakMap<object, number>();
  return {
    connected(connection) {
      const { connectLatencyMs } = settings.current();
      if (connectLatencyMs > 0) readyAt.set(connection, performance.now() + connectLatencyMs);
    },
    async arrive(connection) {
      const { latencyMs } = settings.current();
      const ready = connection === undefined ? undefined : readyAt.get(connection);
      const from = Math.max(performance.now(), ready ?? 0);
      await waitUntil(from + latencyMs / 2);
      return () => waitUntil(from + latencyMs);
    },
  };
}
