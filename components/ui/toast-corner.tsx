"use client";

import { useTheme } from "next-themes";
import { useEffect } from "react";
import { Toaster as Sonner, toast } from "sonner";
import { ToneIcon } from "./tone-icon";

export { toast };

/** Where short messages stand; `onReady` once it listens, because what was said before is lost. */
export function ToastCorner({ onReady }: { onReady: () => void }) {
  const { resolvedTheme } = useTheme();
  useEffect(onReady, [onReady]);
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
