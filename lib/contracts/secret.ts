const HIDDEN = "[secret]";
/** What Node prints an object by; named so that the browser can have this file too. */
const INSPECT = Symbol.for("nodejs.util.inspect.custom");

/**
 * A value that cannot slip into a log, an error or an answer: only {@link Secret.reveal} gives it out. Who may call that is
 * held by a test.
 */
export interface Secret {
  reveal(): string;
}

/** Keeps a text as a secret; printed, inspected or in JSON it is `[secret]`. */
export function createSecret(value: string): Secret {
  // A closure, not a property: neither spreading, JSON, inspection nor a debugger's preview shows the value.
  return Object.freeze({
    reveal: () => value,
    toString: () => HIDDEN,
    toJSON: () => HIDDEN,
    [Symbol.toPrimitive]: () => HIDDEN,
    [INSPECT]: () => HIDDEN,
  });
}
