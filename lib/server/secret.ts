import "server-only";
import { inspect } from "node:util";

const HIDDEN = "[secret]";

/** A value that cannot slip into a log, an error or an answer: only {@link Secret.reveal} gives it out. */
export interface Secret {
  reveal(): string;
}

export function createSecret(value: string): Secret {
  // A closure, not a property: neither spreading, JSON, inspection nor a debugger's preview shows the value.
  return Object.freeze({
    reveal: () => value,
    toString: () => HIDDEN,
    toJSON: () => HIDDEN,
    [Symbol.toPrimitive]: () => HIDDEN,
    [inspect.custom]: () => HIDDEN,
  });
}
