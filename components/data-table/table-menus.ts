import { late } from "@/components/ui/late";

/** What is in the menus of tables: fetched with the code of menus. */
export const tableMenus = late(() => import("./table-menu-items").then(({ items }) => items));
