"use client";

import { useEffect } from "react";
import { Button } from "@/components/ui/button";
import { paths } from "@/lib/client/paths";
import { tellTabs } from "@/lib/client/session-news";
import { signInAnewWithProvider, signInWithProvider } from "@/lib/client/sign-in-with-provider";
import { ProviderButton } from "./provider-button";

/** Leads to the provider, at once where the console itself has opened this window. */
export function SignInHere({ name, anew, atOnce }: { name: string; anew: boolean; atOnce: boolean }) {
  const leave = () => (anew ? signInAnewWithProvider : signInWithProvider)(paths.signedInInWindow);
  return <ProviderButton name={name} variant="primary" atOnce={atOnce} leave={leave} />;
}

/** Tells the page that waits, and closes the window. Where the browser does not let it, people do. */
export function SignedInHere() {
  useEffect(() => {
    tellTabs("signed-in");
    window.close();
  }, []);
  return (
    <div className="flex flex-col gap-3">
      <p className="text-base text-text-muted">You can close this window.</p>
      <Button variant="primary" size="lg" onClick={() => window.close()}>
        Close the window
      </Button>
    </div>
  );
}
