"use client";

import { useEffect, useState } from "react";
import { ExternalLink } from "@/components/ui/link";
import { Notice } from "@/components/ui/notice";
import { paths } from "@/lib/client/paths";
import { lookAgain } from "@/lib/client/sign-in-again";

const LOOKS_AGAIN_MS = 5000;

/** Looks, as long as it is shown, whether somebody has signed in elsewhere; the windows that tell may not be heard. */
export function useLooking(): void {
  useEffect(() => {
    const look = () => {
      if (document.visibilityState === "visible") void lookAgain();
    };
    const timer = setInterval(look, LOOKS_AGAIN_MS);
    window.addEventListener("focus", look);
    document.addEventListener("visibilitychange", look);
    return () => {
      clearInterval(timer);
      window.removeEventListener("focus", look);
      document.removeEventListener("visibilitychange", look);
    };
  }, []);
}

/**
 * Signing in through the provider in a window of its own, so that this page stays. `anew`: the provider must ask, even
 * whom it knows.
 */
export function useSignInWindow(anew: boolean) {
  const [state, setState] = useState<"closed" | "open" | "blocked">("closed");
  const address = paths.signInWindow(anew);
  return {
    address,
    state,
    open(): void {
      // The console's pages and the provider's share no opener (COOP): what comes of it is told by other ways.
      const opened = window.open(address, "_blank", "popup,width=520,height=720");
      setState(opened ? "open" : "blocked");
    },
  };
}

/** What happens in the other window, and the way there where it did not open. */
export function SignInWindowState({
  address,
  state,
}: Pick<ReturnType<typeof useSignInWindow>, "address" | "state">) {
  if (state === "closed") return null;
  const title = state === "open" ? "Sign in in the other window" : "The browser did not open a window";
  return (
    <Notice tone={state === "open" ? "info" : "warning"} title={title} announce>
      This page goes on by itself as soon as that is done. No window to be seen?{" "}
      <ExternalLink href={address}>Sign in in a tab</ExternalLink>
    </Notice>
  );
}
