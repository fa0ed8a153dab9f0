"use client";

import { lazy, Suspense } from "react";

// Almost nobody ever needs it.
const OutwardAnswerButtons = lazy(() =>
  import("./outward-answer-buttons").then(
    (loaded) => ({ default: loaded.OutwardAnswerButtons }),
    // A page without them is better than none; loading it again brings them.
    () => ({ default: () => <></> }),
  ),
);

/** For an administrator: which installation this is. */
export function OutwardAnswers({ isCopy }: { isCopy: boolean }) {
  return (
    <Suspense fallback={null}>
      <OutwardAnswerButtons isCopy={isCopy} />
    </Suspense>
  );
}
