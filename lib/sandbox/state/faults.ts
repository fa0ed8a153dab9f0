/** Where and how the connection ends; `in-body`: after the headers and half of the body. */
export type Cut = "reset" | "reset-in-body" | "half-close" | "half-close-in-body";

export const CUTS: readonly Cut[] = ["reset", "reset-in-body", "half-close", "half-close-in-body"];

/** What goes wrong, and for which requests; a condition left out matches everything. */
export type Fault = {
  readonly host?: string;
  readonly method?: string;
  /** Beginning of the path. */
  readonly path?: string;
  /** So many matching requests pass first, for what goes wrong in the middle. */
  readonly skip?: number;
  /** How often; left out: until the faults are cleared. */
  readonly times?: number;
  readonly status?: number;
  /** With neither status nor body: beside those of the right answer. */
  readonly headers?: Readonly<Record<string, string>>;
  /** Text is sent as it is, anything else as JSON. */
  readonly body?: unknown;
  /** What was asked for is done all the same: the answer that the fault gives is not what became of it. */
  readonly carriedOut?: boolean;
  /** No answer at all until the caller goes away. */
  readonly hang?: boolean;
  /** Headers, and then nothing until the caller goes away. */
  readonly hangAfterHeaders?: boolean;
  /** Milliseconds before the answer. */
  readonly delayMs?: number;
  /** Milliseconds between one byte of the body and the next. */
  readonly dripMs?: number;
  readonly cut?: Cut;
  /** The answer ends in good order after so many bytes of its body. */
  readonly truncateTo?: number;
  /** A JSON text of so many MiB that is small on the wire. */
  readonly gzipBombMib?: number;
};

export type Faults = {
  add(fault: Fault): void;
  clear(): void;
  /** The first fault that matches, used up by one; `null` when the request should go through. */
  take(host: string, method: string, path: string): Fault | null;
};

type Planted = { readonly fault: Fault; toSkip: number; left: number };

function matches(fault: Fault, host: string, method: string, path: string): boolean {
  return (
    (fault.host === undefined || fault.host.toLowerCase() === host) &&
    (fault.method === undefined || fault.method.toUpperCase() === method) &&
    (fault.path === undefined || path.startsWith(fault.path))
  );
}

export function createFaults(): Faults {
  const planted: Planted[] = [];
  return {
    add: (fault) => {
      planted.push({ fault, toSkip: fault.skip ?? 0, left: fault.times ?? Number.POSITIVE_INFINITY });
    },
    clear: () => {
      planted.length = 0;
    },
    take(host, method, path) {
      const hit = planted.find(({ fault, left }) => left > 0 && matches(fault, host, method, path));
      if (!hit) return null;
      if (hit.toSkip > 0) {
        hit.toSkip -= 1;
        return null;
      }
      hit.left -= 1;
      return hit.fault;
    },
  };
}
