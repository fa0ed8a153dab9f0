"use client";

import { useEffect } from "react";
import { late } from "@/components/ui/late";
import { usePrepared } from "@/components/ui/use-at-rest";
import { watchActivity } from "@/lib/client/activity";

// Nobody is warned in the first minutes of a page.
const warning = late(() => import("./session-warning"));

/** Sees what people do in the page, which keeps their session going, and warns them before it ends unused. */
export function SessionGuard() {
  useEffect(watchActivity, []);
  const code = usePrepared(warning);
  return code ? <code.SessionWarning /> : null;
}
