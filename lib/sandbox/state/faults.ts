import { setTimeout as wait } from "node:timers/promises";

/** What goes wrong, and for which requests; a condition left out matches everything. */
export type Fault = {
  readonly host?: string;
  readonly method?: string;
  /** Beginning of the path. */
  readonly path?: string;
  /** How often; left out: until the faults are cleared. */
  readonly times?: number;
  readonly status?: number;
  readonly headers?: Readonly<Record<string, string>>;
  /** Text is sent as it is, anything else as JSON. */
  readonly body?: unknown;
  /** No answer at all until the caller goes away. */
  readonly hang?: boolean;
  /** Milliseconds before the answer. */
  readonly delayMs?: number;
};

export type Faults = {
  add(fault: Fault): void;
  clear(): void;
  /** The answer of the first fault that matches, or `null` when the request should go through. */
  answer(host: string, request: Request): Promise<Response | null>;
};

type Planted = { readonly fault: Fault; left: number };

function matches(fault: Fault, host: string, request: Request): boolean {
  return (
    (fault.host === undefined || fault.host.toLowerCase() === host) &&
    (fault.method === undefined || fault.method.toUpperCase() === request.method) &&
    (fault.path === undefined || new URL(request.url).pathname.startsWith(fault.path))
  );
}

function responseOf(fault: Fault): Response {
  const headers = new Headers(fault.headers);
  const isText = typeof fault.body === "string";
  const body = fault.body === undefined || isText ? fault.body : JSON.stringify(fault.body);
  if (body !== undefined && !headers.has("content-type")) {
    headers.set("content-type", isText ? "text/plain; charset=utf-8" : "application/json");
  }
  return new Response(typeof body === "string" ? body : null, { status: fault.status ?? 200, headers });
}

function untilAborted(signal: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    if (signal.aborted) return resolve();
    signal.addEventListener("abort", () => resolve(), { once: true });
  });
}

export function createFaults(): Faults {
  const planted: Planted[] = [];

  async function answer(host: string, request: Request): Promise<Response | null> {
    const hit = planted.find(({ fault, left }) => left > 0 && matches(fault, host, request));
    if (!hit) return null;
    hit.left -= 1;
    const { fault } = hit;
    if (fault.hang) {
      await untilAborted(request.signal);
      return new Response(null, { status: 499 });
    }
    if (fault.delayMs !== undefined) {
      // A caller that went away in the meantime must not keep the process alive.
      await wait(fault.delayMs, undefined, { signal: request.signal }).catch(() => undefined);
    }
    return fault.status === undefined && fault.body === undefined ? null : responseOf(fault);
  }

  return {
    add: (fault) => {
      planted.push({ fault, left: fault.times ?? Number.POSITIVE_INFINITY });
    },
    clear: () => {
      planted.length = 0;
    },
    answer,
  };
}
