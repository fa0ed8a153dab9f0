import { late } from "@/components/ui/late";

/** What is in the menus of tables, and what keeps the layouts that they change: fetched with the code of menus. */
export const tableMenus = late(async () => {
  const [{ items }] = await Promise.all([import("./table-menu-items"), import("./keep-layout")]);
  return items;
});
