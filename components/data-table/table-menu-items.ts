import { ColumnsItems } from "./columns-items";
import { ExportItems, LocalExportItems } from "./export-items";
import { FilterItems, MoreFilterItems } from "./filter-items";
import { HeadMenuItems } from "./head-menu-items";
import { SelectionItems } from "./selection-items";
import { SortItems } from "./sort-items";
import { ViewsItems } from "./views-items";

/** What is in each menu of a table. */
export const items = {
  ColumnsItems,
  ExportItems,
  FilterItems,
  HeadMenuItems,
  LocalExportItems,
  MoreFilterItems,
  SelectionItems,
  SortItems,
  ViewsItems,
};
