"use client";

import { useEffect } from "react";
import { toastCode, toastsAreHeard } from "./toast";
import { useAtRest } from "./use-at-rest";

/** The corner for toasts. It is there before the first one is, or screen readers would miss that. */
export function Toaster() {
  const atRest = useAtRest();
  const code = toastCode.useLoaded();
  useEffect(() => {
    if (atRest) toastCode.prepare();
  }, [atRest]);
  return code ? <code.ToastCorner onReady={toastsAreHeard} /> : null;
}
