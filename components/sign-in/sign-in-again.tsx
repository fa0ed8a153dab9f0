"use client";

import { useEffect, useState } from "react";
import { late } from "@/components/ui/late";
import { useWanted } from "@/components/ui/use-wanted";
import { onSignInAgain } from "@/lib/client/sign-in-again";

// Few are ever asked, and all pages would carry the form.
const wayIn = late(() => import("./way-in-again"));

/** Asks people to prove who they are when a call is held up for that, and lets the call go on or not. */
export function SignInAgain() {
  const [answer, setAnswer] = useState<(confirmed: boolean) => void>();
  useEffect(() => onSignInAgain(() => new Promise((resolve) => setAnswer(() => resolve))), []);

  function finish(confirmed: boolean) {
    answer?.(confirmed);
    setAnswer(undefined);
  }
  const code = useWanted(wayIn, answer !== undefined, () => finish(false));
  return answer && code ? <code.WayInAgain onFinish={finish} /> : null;
}
