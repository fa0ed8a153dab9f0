"use client";

import { LogIn } from "lucide-react";
import { useEffect, useEffectEvent, useState } from "react";
import { Button } from "@/components/ui/button";
import { Notice } from "@/components/ui/notice";

interface ProviderButtonProps {
  /** What people call the provider. */
  readonly name: string;
  readonly variant?: "primary" | "secondary";
  /** Does not wait for the click. */
  readonly atOnce?: boolean;
  /** Leaves for the provider; throws when that cannot be. */
  readonly leave: () => Promise<void>;
}

/** The way to the OpenID provider. */
export function ProviderButton({ name, variant = "secondary", atOnce = false, leave }: ProviderButtonProps) {
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
  const goAtOnce = useEffectEvent(() => void go());
  useEffect(() => {
    if (atOnce) goAtOnce();
  }, [atOnce]);
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
