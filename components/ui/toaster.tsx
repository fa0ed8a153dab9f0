"use client";

import { toastCode, toastsAreHeard } from "./toast";
import { usePrepared } from "./use-at-rest";

/** The corner for toasts. It is there before the first one is, or screen readers would miss that. */
export function Toaster() {
  const code = usePrepared(toastCode);
  return code ? <code.ToastCorner onReady={toastsAreHeard} /> : null;
}
