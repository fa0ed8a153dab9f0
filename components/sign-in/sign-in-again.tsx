"use client";

import { lazy, Suspense, useEffect, useState } from "react";
import { onSignInAgain } from "@/lib/client/sign-in-again";

// Few are ever asked, and all pages would carry the form.
const WayIn = lazy(() => import("./way-in-again").then((loaded) => ({ default: loaded.WayInAgain })));

/** Asks people to prove who they are when a call is held up for that, and lets the call go on or not. */
export function SignInAgain() {
  const [answer, setAnswer] = useState<(confirmed: boolean) => void>();
  useEffect(() => onSignInAgain(() => new Promise((resolve) => setAnswer(() => resolve))), []);

  function finish(confirmed: boolean) {
    answer?.(confirmed);
    setAnswer(undefined);
  }
  return <Suspense fallback={null}>{answer ? <WayIn onFinish={finish} /> : null}</Suspense>;
}
