"use client";

import { Eye, EyeOff, LockKeyhole } from "lucide-react";
import { type ComponentProps, useState } from "react";
import { cn } from "./cn";
import { Input } from "./input";

/**
 * A field for a secret: goes in, never comes back. It may be looked at only while it is being typed. It is a
 * password field rather than masked text because browsers keep the text of other fields in their session store.
 */
export function SecretInput({
  className,
  onInput,
  ...rest
}: Omit<ComponentProps<"input">, "type" | "autoComplete">) {
  const [hasText, setHasText] = useState(false);
  const [revealed, setRevealed] = useState(false);
  const handleInput: typeof onInput = (event) => {
    const typed = event.currentTarget.value !== "";
    setHasText(typed);
    if (!typed) setRevealed(false);
    onInput?.(event);
  };
  const Icon = revealed ? EyeOff : Eye;
  return (
    <span className="relative block">
      <LockKeyhole
        aria-hidden="true"
        className="pointer-events-none absolute top-2.5 left-2.5 size-4 touch:top-3.5 text-text-faint"
      />
      <Input
        {...rest}
        type={revealed ? "text" : "password"}
        autoComplete="off"
        autoCapitalize="none"
        autoCorrect="off"
        spellCheck={false}
        data-1p-ignore=""
        data-lpignore="true"
        data-bwignore=""
        onInput={handleInput}
        className={cn("pr-10 pl-8", hasText && "font-mono", className)}
      />
      {hasText ? (
        <button
          type="button"
          aria-label={revealed ? "Hide what is typed" : "Show what is typed"}
          aria-pressed={revealed}
          onClick={() => setRevealed((was) => !was)}
          className="absolute top-1 right-1 grid size-7 place-items-center rounded-sm text-text-muted touch:top-0 touch:right-0 touch:size-11 hover:bg-surface-sunken hover:text-text"
        >
          <Icon aria-hidden="true" className="size-4" />
        </button>
      ) : null}
    </span>
  );
}
