import type { ACTIVITY_HEADER } from "@/lib/contracts/activity";

const activityHeader: typeof ACTIVITY_HEADER = "x-castellan-activity";

/** What only people do; a page scrolls and loses the focus by itself too. */
const ACTS = ["pointerdown", "keydown", "wheel"] as const;

// A page that was just opened was opened by somebody.
let hasActed = true;

/** Somebody has done something in the page. */
export function noteActivity(): void {
  hasActed = true;
}

/** Sees what people do in the page; returns how to stop that. */
export function watchActivity(): () => void {
  for (const act of ACTS) window.addEventListener(act, noteActivity, { capture: true, passive: true });
  return () => {
    for (const act of ACTS) window.removeEventListener(act, noteActivity, { capture: true });
  };
}

/** What the next call says of that, once: only so is the session kept from ending unused. */
export function activityOfCall(): Readonly<Record<string, string>> {
  if (!hasActed) return {};
  hasActed = false;
  return { [activityHeader]: "1" };
}
