"use client";

import { Check, Copy } from "lucide-react";
import { useEffect, useState } from "react";
import { cn } from "./cn";

const outcomeStyles = {
  idle: "text-text-faint hover:text-text",
  copied: "text-success",
  refused: "text-danger",
} as const;

/**
 * Puts `value` on the clipboard. Outside https and localhost browsers have no clipboard: there the button says
 * so and selects nothing.
 */
export function CopyButton({
  value,
  label,
}: {
  value: string;
  /** What is copied: the button is named "Copy {label}". */
  label: string;
}) {
  const [outcome, setOutcome] = useState<keyof typeof outcomeStyles>("idle");
  useEffect(() => {
    if (outcome === "idle") return;
    const timer = setTimeout(() => setOutcome("idle"), 2000);
    return () => clearTimeout(timer);
  }, [outcome]);
  async function copy() {
    try {
      await navigator.clipboard.writeText(value);
      setOutcome("copied");
    } catch {
      setOutcome("refused");
    }
  }
  const Icon = outcome === "copied" ? Check : Copy;
  return (
    <>
      <button
        type="button"
        data-copy-button={outcome}
        aria-label={`Copy ${label}`}
        title={outcome === "refused" ? "The browser refused the clipboard" : `Copy ${label}`}
        onClick={copy}
        className={cn(
          "relative inline-grid size-6 shrink-0 touch:after:absolute touch:after:-inset-2.5 place-items-center rounded-sm hover:bg-surface-sunken",
          outcomeStyles[outcome],
        )}
      >
        <Icon aria-hidden="true" className="size-3.5" />
      </button>
      <span role="status" className="sr-only">
        {outcome === "copied" ? "Copied" : outcome === "refused" ? "The browser refused the clipboard" : ""}
      </span>
    </>
  );
}
