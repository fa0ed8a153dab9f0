import type { ReactNode } from "react";
import { cn } from "./cn";

type CardProps = {
  title?: ReactNode;
  description?: ReactNode;
  actions?: ReactNode;
  footer?: ReactNode;
  /** Without padding, for lists and tables that bring their own. */
  flush?: boolean | undefined;
  className?: string | undefined;
  children?: ReactNode;
};

/** A raised sheet for things that belong together. */
export function Card({ title, description, actions, footer, flush = false, className, children }: CardProps) {
  return (
    <section className={cn("rounded-lg border bg-surface-raised shadow-raised", className)}>
      {title === undefined && actions === undefined ? null : (
        <header className="flex flex-wrap items-start justify-between gap-x-4 gap-y-2 border-b px-4 py-3">
          <div className="min-w-0">
            <h2 className="font-semibold text-base">{title}</h2>
            {description === undefined ? null : (
              <p className="mt-0.5 text-sm text-text-muted">{description}</p>
            )}
          </div>
          {actions === undefined ? null : <div className="flex items-center gap-2">{actions}</div>}
        </header>
      )}
      {children === undefined ? null : <div className={cn(!flush && "p-4")}>{children}</div>}
      {footer === undefined ? null : (
        <footer className="flex flex-wrap items-center gap-2 border-t px-4 py-3 text-sm text-text-muted">
          {footer}
        </footer>
      )}
    </section>
  );
}
