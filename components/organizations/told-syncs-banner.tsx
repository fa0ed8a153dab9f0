"use client";

import { lazy, Suspense } from "react";
import { useWatchedSyncs } from "./use-watched-syncs";

const ToldSyncs = lazy(() =>
  import("./told-syncs").then(
    (loaded) => ({ default: loaded.ToldSyncs }),
    // A page without it is better than none, and the list of credentials says the same.
    () => ({ default: () => [] }),
  ),
);

/** Says on every page which organization could not be read, why, and how old what is shown of it is. */
export function ToldSyncsBanner() {
  const told = useWatchedSyncs().filter(
    ({ lastSync }) => lastSync?.outcome === "failed" || (lastSync?.message ?? null) !== null,
  );
  return <Suspense fallback={null}>{told.length > 0 ? <ToldSyncs organizations={told} /> : null}</Suspense>;
}
