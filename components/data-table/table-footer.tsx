import { RefreshCw } from "lucide-react";
import { Button } from "@/components/ui/button";
import { cn } from "@/components/ui/cn";
import { RelativeTime } from "@/components/ui/relative-time";
import { countOf } from "./count-of";
import type { DataTableFooter } from "./data-table-types";

const groups = new Intl.NumberFormat("en-US");

/** "137 tenants · 12 filtered out · as of 2 min ago · Refresh". */
export function TableFooter({
  noun,
  total,
  shown,
  shownIsLeast = false,
  asOf,
  onRefresh,
  cutNotice,
  fetching,
}: DataTableFooter & { shown: number; fetching: boolean }) {
  const filteredOut = shownIsLeast ? 0 : Math.max(0, total - shown);
  return (
    <div className="flex min-h-10 flex-wrap items-center shrink-0 gap-x-1 border-t px-4 py-1 text-sm text-text-muted">
      <p>
        {countOf(total, noun)}
        {shownIsLeast ? ` · more than ${groups.format(shown)} match` : ""}
        {filteredOut === 0 ? "" : ` · ${groups.format(filteredOut)} filtered out`}
      </p>
      {asOf === undefined ? null : (
        <p>
          · as of <RelativeTime value={asOf} />
        </p>
      )}
      {cutNotice === undefined ? null : <p className="text-warning">· {cutNotice}</p>}
      {onRefresh === undefined ? null : (
        <Button
          variant="ghost"
          size="sm"
          onClick={onRefresh}
          disabled={fetching}
          aria-busy={fetching || undefined}
          className="-mr-2 ml-auto"
        >
          <RefreshCw aria-hidden="true" className={cn(fetching && "animate-spin")} />
          Refresh
        </Button>
      )}
    </div>
  );
}
