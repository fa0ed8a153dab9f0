import { z } from "zod";
import { listOf, opaqueId } from "./lists";
import { operation } from "./operation";

/** The tables whose views and layouts are kept, each by its own word. */
export const tableNames = [
  "tenants",
  "credentials",
  "users",
  "oauth-tokens",
  "fleet-tokens",
  "token-groups-person",
  "token-groups-client",
  "token-groups-tenant",
  "revocations",
  "revocation-items",
  "tenant-changes",
  "people",
  "activity",
] as const;
export const tableName = z.enum(tableNames, `A table is one of ${tableNames.join(", ")}.`);
export type TableName = z.infer<typeof tableName>;

export const MOST_COLUMNS = 60;

const columnIds = z
  .array(z.string().min(1).max(60))
  .min(1, "At least one column must be shown.")
  .max(MOST_COLUMNS)
  .refine((ids) => new Set(ids).size === ids.length, "Each column can be shown once.");

const viewName = z
  .string()
  .trim()
  .min(1, "Enter a name for the view.")
  .max(60, "A name has at most 60 characters.");

const viewQuery = z
  .string()
  .max(4000, "This view has too many filters to be kept.")
  .describe("Search, filters, order and columns as they stand in the address, without the question mark.");

/** A table as somebody wants to see it again. */
export const view = z.object({
  id: z.string(),
  table: tableName,
  name: z.string(),
  query: z.string(),
  shared: z.boolean().describe("Everybody of this console sees it."),
  mine: z.boolean(),
  ownerName: z.string(),
});
export type View = z.infer<typeof view>;

/** How somebody has a table laid out. */
export const tableLayout = z.object({
  table: tableName,
  columns: columnIds.nullable().describe("The visible columns in their order; null for the table's own."),
  defaultViewId: z.string().nullable().describe("The view that the table opens with."),
});
export type TableLayout = z.infer<typeof tableLayout>;

export const viewList = listOf(view).extend({ layouts: z.array(tableLayout) });
export type ViewList = z.infer<typeof viewList>;

/** What every page is laid out by, and no more: the views with which tables open, of all that there are. */
export const layoutList = listOf(tableLayout).extend({ defaultViews: z.array(view) });
export type LayoutList = z.infer<typeof layoutList>;

export const saveViewInput = z.object({
  table: tableName,
  name: viewName,
  query: viewQuery,
  shared: z.boolean(),
});
export type SaveViewInput = z.infer<typeof saveViewInput>;

export const changeViewInput = saveViewInput.omit({ table: true }).partial();
export type ChangeViewInput = z.infer<typeof changeViewInput>;

export const layoutInput = tableLayout.omit({ table: true }).partial();
export type LayoutInput = z.infer<typeof layoutInput>;

const params = z.object({ viewId: opaqueId });

export const listViews = operation({
  id: "listViews",
  method: "GET",
  path: "/api/views",
  role: "viewer",
  summary: "Your saved views and those that others share, and how you have each table laid out",
  query: z.object({ table: tableName.optional().describe("Only the views of this table.") }),
  answer: viewList,
});

export const listTableLayouts = operation({
  id: "listTableLayouts",
  method: "GET",
  path: "/api/views/layouts",
  role: "viewer",
  summary: "How you have each table laid out, with the views that they open with",
  answer: layoutList,
});

export const saveView = operation({
  id: "saveView",
  method: "POST",
  path: "/api/views",
  role: "viewer",
  effect: "none",
  summary: "Keep search, filters, order and columns of a table under a name",
  body: saveViewInput,
  answer: view,
  status: 201,
});

export const changeView = operation({
  id: "changeView",
  method: "PUT",
  path: "/api/views/{viewId}",
  role: "viewer",
  effect: "none",
  summary: "Change a view of your own; what is left out stays",
  params,
  body: changeViewInput,
  answer: view,
});

export const removeView = operation({
  id: "removeView",
  method: "DELETE",
  path: "/api/views/{viewId}",
  role: "viewer",
  effect: "none",
  summary: "Remove a view of your own; administrators may remove what others share",
  params,
  status: 204,
});

export const putTableLayout = operation({
  id: "putTableLayout",
  method: "PUT",
  path: "/api/views/layouts/{table}",
  role: "viewer",
  effect: "none",
  summary: "Keep your columns of a table, or the view that it opens with; what is left out stays",
  params: z.object({ table: tableName }),
  body: layoutInput,
  answer: tableLayout,
});
