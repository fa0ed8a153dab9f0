import { ColumnsItems } from "./columns-items";
import { ExportItems, LocalExportItems } from "./export-items";
import { FilterItems, MoreFilterItems } from "./filter-items";
import { HeadMenuItems } from "./head-menu-items";
import { SelectionItems } from "./selection-items";
import { SortItems } from "./sort-items";
import { suggestFilters } from "./suggest-filters";
import { SuggestionList, suggestionId } from "./suggestion-list";
import { ViewsItems } from "./views-items";

/** What is in each menu of a table, and what completes a search. */
export const items = {
  ColumnsItems,
  ExportItems,
  FilterItems,
  HeadMenuItems,
  LocalExportItems,
  MoreFilterItems,
  SelectionItems,
  SortItems,
  SuggestionList,
  ViewsItems,
  suggestFilters,
  suggestionId,
};
