"use client";

import { useSettledValue } from "./use-settled-value";

/**
 * Words that only screen readers say, each time they change. It stands there from the beginning, empty if need be: what
 * a live region holds when it appears is not read out. What changes quickly is said once it has rested.
 */
export function Announce({ children, settleMs = 0 }: { children: string; settleMs?: number }) {
  const settled = useSettledValue(children, settleMs);
  return (
    <p role="status" className="sr-only">
      {settleMs === 0 ? children : settled}
    </p>
  );
}
