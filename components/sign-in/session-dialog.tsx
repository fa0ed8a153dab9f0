import type { ReactNode, SubmitEvent } from "react";
import { cn } from "@/components/ui/cn";
import { dialogFootStyles, dialogPanelStyles } from "@/components/ui/dialog-styles";
import { DialogDescription, DialogTitle, DialogWindow } from "@/components/ui/dialog-window";

interface SessionDialogProps {
  readonly title: string;
  readonly words: string;
  /** Buttons at the foot. */
  readonly actions: ReactNode;
  readonly conceals?: boolean;
  /** Makes it a form. */
  readonly onSubmit?: () => void;
  readonly children?: ReactNode;
}

/** What a page waits behind. Escape does not close it: there is nothing to go back to before it is answered. */
export function SessionDialog({
  title,
  words,
  actions,
  conceals = true,
  onSubmit,
  children,
}: SessionDialogProps) {
  function submit(event: SubmitEvent) {
    event.preventDefault();
    // React lets it bubble to what it stands over.
    event.stopPropagation();
    onSubmit?.();
  }
  return (
    <DialogWindow
      open
      onOpenChange={() => undefined}
      described
      closesBeside={false}
      conceals={conceals}
      className={cn(dialogPanelStyles, "max-w-md")}
    >
      <form method="post" noValidate onSubmit={submit} className="flex min-h-0 flex-col">
        <div className="flex min-h-0 flex-col gap-4 overflow-y-auto px-5 pt-5 pb-5">
          <div className="flex flex-col gap-1">
            <DialogTitle className="font-semibold text-lg">{title}</DialogTitle>
            <DialogDescription className="break-words text-base text-text-muted">{words}</DialogDescription>
          </div>
          {children}
        </div>
        <div className={dialogFootStyles}>{actions}</div>
      </form>
    </DialogWindow>
  );
}
