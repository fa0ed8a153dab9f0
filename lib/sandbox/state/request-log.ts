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

export type RequestLog = {
  /** Notes a request at its arrival; the function returned notes the status of the answer. */
  begin(host: string, request: Request): (status: number) => void;
  requests(): readonly LoggedRequest[];
  clear(): void;
};

export function createRequestLog(): RequestLog {
  const requests: { -readonly [Key in keyof LoggedRequest]: LoggedRequest[Key] }[] = [];
  return {
    begin(host, request) {
      const { pathname, search } = new URL(request.url);
      const entry = {
        method: request.method,
        host,
        path: pathname,
        query: search,
        status: null as number | null,
      };
      requests.push(entry);
      if (requests.length > KEPT_REQUESTS) requests.shift();
      return (status) => {
        entry.status = status;
      };
    },
    requests: () => requests.map((entry) => ({ ...entry })),
    clear: () => {
      requests.length = 0;
    },
  };
}
