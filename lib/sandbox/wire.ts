import { once } from "node:events";
import type { ServerResponse } from "node:http";
import { Writable } from "node:stream";
import { setTimeout as wait } from "node:timers/promises";
import type { Fault } from "./state/faults";

const isCompressed = (response: Response): boolean => response.headers.has("content-encoding");

/** Returns when the caller has gone away. */
export async function untilGone(outgoing: ServerResponse): Promise<void> {
  if (!outgoing.destroyed && !outgoing.closed) await once(outgoing, "close");
}

/** Waits so many milliseconds; a caller that goes away in the meantime must not keep the process alive. */
export async function waitUnlessGone(outgoing: ServerResponse, milliseconds: number): Promise<void> {
  const gone = new AbortController();
  const abort = (): void => gone.abort();
  outgoing.once("close", abort);
  await wait(milliseconds, undefined, { signal: gone.signal }).catch(() => undefined);
  outgoing.off("close", abort);
}

async function written(outgoing: ServerResponse, bytes: Uint8Array): Promise<void> {
  await new Promise<void>((resolve) => outgoing.write(bytes, () => resolve()));
}

async function drip(outgoing: ServerResponse, body: Uint8Array, everyMs: number): Promise<void> {
  for (const byte of body) {
    if (outgoing.destroyed) return;
    await written(outgoing, Uint8Array.of(byte));
    await wait(everyMs);
  }
  outgoing.end();
}

function cutConnection(outgoing: ServerResponse, isReset: boolean): void {
  if (isReset) outgoing.socket?.resetAndDestroy();
  else outgoing.socket?.end();
}

/** Writes an answer with its length, in one piece, or broken in the way that the fault says. */
export async function send(response: Response, outgoing: ServerResponse, fault: Fault | null): Promise<void> {
  const headers = Object.fromEntries(response.headers);
  if (isCompressed(response) && response.body) {
    outgoing.writeHead(response.status, headers);
    // A caller that has seen enough of it goes away.
    await response.body.pipeTo(Writable.toWeb(outgoing)).catch(() => undefined);
    return;
  }
  const whole = new Uint8Array(await response.arrayBuffer());
  const body = fault?.truncateTo === undefined ? whole : whole.subarray(0, fault.truncateTo);
  if (fault?.cut === "reset" || fault?.cut === "half-close") {
    cutConnection(outgoing, fault.cut === "reset");
    return;
  }
  // A length without a body is forbidden with 204.
  const length = response.status === 204 ? {} : { "content-length": String(body.length) };
  outgoing.writeHead(response.status, { ...headers, ...length });
  if (fault?.hangAfterHeaders) {
    outgoing.flushHeaders();
    return untilGone(outgoing);
  }
  if (fault?.cut !== undefined) {
    await written(outgoing, body.subarray(0, Math.floor(body.length / 2)));
    cutConnection(outgoing, fault.cut === "reset-in-body");
    return;
  }
  if (fault?.dripMs !== undefined) return drip(outgoing, body, fault.dripMs);
  outgoing.end(body);
}
