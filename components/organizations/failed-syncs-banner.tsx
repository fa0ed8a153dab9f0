"use client";

import { lazy, Suspense } from "react";
import { useWatchedSyncs } from "./use-watched-syncs";

const FailedSyncs = lazy(() =>
  import("./failed-syncs").then(
    (loaded) => ({ default: loaded.FailedSyncs }),
    // A page without it is better than none, and the list of credentials says the same.
    () => ({ default: () => [] }),
  ),
);

/** Says on every page which organization could not be read, why, and how old what is shown of it is. */
export function FailedSyncsBanner() {
  const failed = useWatchedSyncs().filter(({ lastSync }) => lastSync?.outcome === "failed");
  return <Suspense fallback={null}>{failed.length > 0 ? <FailedSyncs failed={failed} /> : null}</Suspense>;
}
