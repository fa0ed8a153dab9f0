import type { LucideIcon } from "lucide-react";
import type { ReactNode } from "react";
import { cn } from "./cn";

type EmptyStateProps = {
  icon: LucideIcon;
  title: string;
  /** It stands in place of a whole page, whose heading it is. */
  wholePage?: boolean | undefined;
  children?: ReactNode;
  /** The next step. */
  action?: ReactNode;
  className?: string | undefined;
};

/** Why there is nothing here, and what to do about it. */
export function EmptyState({
  icon: Icon,
  title,
  wholePage = false,
  children,
  action,
  className,
}: EmptyStateProps) {
  const Title = wholePage ? "h1" : "p";
  return (
    <div className={cn("flex flex-col items-center gap-1 px-4 py-14 text-center", className)}>
      <span className="mb-2 grid size-10 place-items-center rounded-lg border bg-surface-sunken text-text-muted">
        <Icon aria-hidden="true" className="size-5" />
      </span>
      <Title className="font-semibold text-base">{title}</Title>
      {children === undefined ? null : (
        <div className="max-w-md text-balance text-sm text-text-muted">{children}</div>
      )}
      {action === undefined ? null : <div className="mt-4 flex flex-wrap justify-center gap-2">{action}</div>}
    </div>
  );
}
