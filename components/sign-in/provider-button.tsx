"use client";

import { LogIn } from "lucide-react";
import { useState } from "react";
import { Button } from "@/components/ui/button";
import { Notice } from "@/components/ui/notice";

interface ProviderButtonProps {
  /** What people call the provider. */
  readonly name: string;
  readonly variant?: "primary" | "secondary";
  /** Leaves for the provider; throws when that cannot be. */
  readonly leave: () => Promise<void>;
}

/** The way to the OpenID provider. */
export function ProviderButton({ name, variant = "secondary", leave }: ProviderButtonProps) {
  const [pending, setPending] = useState(false);
  const [failed, setFailed] = useState<string>();
  async function go() {
    setFailed(undefined);
    setPending(true);
    try {
      await leave();
    } catch (failure) {
      setFailed(failure instanceof Error ? failure.message : String(failure));
      setPending(false);
    }
  }
  return (
    <div className="flex flex-col gap-3">
      {failed === undefined ? null : (
        <Notice tone="danger" title="Single sign-on could not begin" announce>
          {failed}
        </Notice>
      )}
      <Button
        variant={variant}
        size="lg"
        onClick={() => void go()}
        pending={pending}
        pendingLabel="Leaving for the provider…"
      >
        <LogIn aria-hidden="true" />
        Sign in with {name}
      </Button>
    </div>
  );
}
