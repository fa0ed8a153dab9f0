import type { TableUrlState } from "./use-table-url-state";

/** A table whose views are kept. */
export type ViewedTable = Pick<TableUrlState<string>, "table" | "viewId" | "query" | "open">;

/** What stands in the address for the table as it is at first, where another view is the default. */
export const WHOLE_TABLE = "all";
