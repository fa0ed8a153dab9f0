import { useState } from "react";

/** State that belongs to the caller where it passes one, and otherwise stays here. */
export function useOwnState<Value>(
  given: Value | undefined,
  onChange: ((value: Value) => void) | undefined,
  initial: Value,
): [Value, (value: Value) => void] {
  const [own, setOwn] = useState(initial);
  function change(value: Value) {
    if (given === undefined) setOwn(value);
    onChange?.(value);
  }
  return [given ?? own, change];
}
