"use client";

import { useTheme } from "next-themes";
import { Toaster as Sonner } from "sonner";
import { ToneIcon } from "./tone-icon";

/** Short messages at the corner. Call `toast.success(…)` of sonner in components, never in the fetch helper. */
export function Toaster() {
  const { resolvedTheme } = useTheme();
  return (
    <Sonner
      theme={resolvedTheme === "dark" ? "dark" : "light"}
      position="bottom-right"
      closeButton
      icons={{
        success: <ToneIcon tone="success" className="size-4 text-success" />,
        error: <ToneIcon tone="danger" className="size-4 text-danger" />,
        warning: <ToneIcon tone="warning" className="size-4 text-warning" />,
        info: <ToneIcon tone="info" className="size-4 text-info" />,
      }}
      toastOptions={{
        className:
          "font-sans! rounded-lg! border-line-strong! bg-surface-raised! text-text! shadow-floating! text-sm! items-start!",
        descriptionClassName: "text-text-muted!",
      }}
    />
  );
}
