import { CircleAlert, SearchX } from "lucide-react";
import type { ReactNode } from "react";
import { Button } from "@/components/ui/button";
import { EmptyState } from "@/components/ui/empty-state";
import type { DataTableState } from "./data-table-types";

/** Nothing could be read, and there is nothing older to show. */
export function TableError({ error }: { error: NonNullable<DataTableState["error"]> }) {
  return (
    <div role="alert">
      <EmptyState
        icon={CircleAlert}
        title={error.title}
        action={error.retry ? <Button onClick={error.retry}>Retry</Button> : undefined}
      >
        {error.message}
        {error.requestId === undefined ? null : (
          <p className="mt-2 font-mono text-xs">Request {error.requestId}</p>
        )}
      </EmptyState>
    </div>
  );
}

/** Rows are there but could not be read again: they stay, and this says how things are. */
export function StaleNotice({ error }: { error: NonNullable<DataTableState["error"]> }) {
  return (
    <div
      role="alert"
      className="flex flex-wrap items-center gap-x-3 gap-y-1 border-t bg-danger-soft px-4 py-2 text-sm"
    >
      <CircleAlert aria-hidden="true" className="size-4 shrink-0 text-danger" />
      <div className="min-w-0 flex-1">
        <span className="font-medium">{error.title}</span>{" "}
        <span className="text-text-muted">{error.message}</span>
      </div>
      {error.retry ? (
        <Button size="sm" onClick={error.retry}>
          Retry
        </Button>
      ) : null}
    </div>
  );
}

/** There are rows, but search and filters hide them all. */
export function NothingMatches({
  noun,
  onClear,
  children,
}: {
  noun: string;
  onClear: () => void;
  children?: ReactNode;
}) {
  return (
    <EmptyState
      icon={SearchX}
      title={`No ${noun} match`}
      action={<Button onClick={onClear}>Clear filters</Button>}
    >
      {children ?? "The search and filters hide everything that is here."}
    </EmptyState>
  );
}
