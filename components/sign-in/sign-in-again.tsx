"use client";

import { useQuery } from "@tanstack/react-query";
import { lazy, Suspense, useEffect, useState } from "react";
import { accountQuery } from "@/lib/client/queries/account";
import { onSignInAgain } from "@/lib/client/sign-in-again";

// Few are ever asked, and all pages would carry the form.
const SignInAgainDialog = lazy(() =>
  import("./sign-in-again-dialog").then((loaded) => ({ default: loaded.SignInAgainDialog })),
);
const SignInAgainElsewhere = lazy(() =>
  import("./sign-in-again-elsewhere").then((loaded) => ({ default: loaded.SignInAgainElsewhere })),
);

/** Asks people to prove who they are when a call is held up for that, and lets the call go on or not. */
export function SignInAgain() {
  const [answer, setAnswer] = useState<(confirmed: boolean) => void>();
  useEffect(() => onSignInAgain(() => new Promise((resolve) => setAnswer(() => resolve))), []);
  // Read anew each time: a second factor may have come or gone since.
  const { data: account } = useQuery({
    ...accountQuery(),
    enabled: answer !== undefined,
    staleTime: 0,
  });

  function finish(confirmed: boolean) {
    answer?.(confirmed);
    setAnswer(undefined);
  }

  if (!answer) return null;
  return (
    <Suspense fallback={null}>
      {account?.method === "oidc" ? (
        <SignInAgainElsewhere onCancel={() => finish(false)} />
      ) : (
        <SignInAgainDialog
          email={account?.person.email ?? ""}
          hasSecondFactor={account?.secondFactor.confirmedAt != null}
          onFinish={finish}
        />
      )}
    </Suspense>
  );
}
