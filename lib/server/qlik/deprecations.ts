import "server-only";
import { withKnown } from "./members";
import { httpDate } from "./retry-after";

/** Qlik has said that a call is deprecated (FACTS.md section 15). */
export interface DeprecationNotice {
  readonly method: string;
  /** With `{id}` in the place of identifiers. */
  readonly path: string;
  /** Since when, or from when on. */
  readonly deprecatedAt?: Date;
  /** After this it may be gone. */
  readonly sunsetAt?: Date;
}

export interface Deprecations {
  /** Looks at an answer's headers; each method and path is told to the log once. */
  note(call: { readonly method: string; readonly path: string }, headers: Headers): void;
  notices(): readonly DeprecationNotice[];
}

type Headers = Readonly<Record<string, string>>;

export function createDeprecations(
  warn: (notice: Readonly<Record<string, unknown>>, message: string) => void,
): Deprecations {
  const known = new Map<string, DeprecationNotice>();
  return {
    note({ method, path }, { deprecation, sunset }) {
      if (deprecation === undefined && sunset === undefined) return;
      const key = `${method} ${path}`;
      if (known.has(key)) return;
      const notice = withKnown(
        { method, path },
        { deprecatedAt: structuredDate(deprecation), sunsetAt: dateOf(sunset) },
      );
      known.set(key, notice);
      warn(notice, "Qlik has deprecated a call that this console uses");
    },
    notices: () => [...known.values()],
  };
}

/** A date of structured fields (RFC 9651), `@` and Unix seconds, perhaps with parameters behind. */
function structuredDate(header: string | undefined): Date | null {
  const seconds = /^\s*@(\d{1,12})\s*(?:;|$)/.exec(header ?? "")?.[1];
  return seconds === undefined ? null : new Date(Number(seconds) * 1_000);
}

/** `Sunset` is an HTTP date (RFC 8594). */
function dateOf(header: string | undefined): Date | null {
  const time = httpDate(header?.trim() ?? "");
  return time === null ? null : new Date(time);
}
