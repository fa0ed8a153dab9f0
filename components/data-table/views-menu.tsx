"use client";

import { useQuery } from "@tanstack/react-query";
import { Bookmark, ChevronDown } from "lucide-react";
import { useState } from "react";
import { Button } from "@/components/ui/button";
import { DropdownMenu } from "@/components/ui/dropdown-menu";
import { late } from "@/components/ui/late";
import { useWanted } from "@/components/ui/use-wanted";
import { layoutsQuery, viewsQuery } from "@/lib/client/queries/views";
import type { View } from "@/lib/contracts/views";
import { tableMenus } from "./table-menus";
import { type ViewedTable, WHOLE_TABLE } from "./viewed-table";

const saveView = late(() => import("./save-view-dialog"));

/** The table as it was saved under a name: one's own views and those that others share. */
export function ViewsMenu({
  url,
  whole,
}: {
  url: ViewedTable;
  /** What the table without a view is called: "All tenants". */
  whole: string;
}) {
  const { data: layouts } = useQuery(layoutsQuery());
  const isOpen = (view: View) => view.id === url.viewId && view.table === url.table;
  const opened = layouts?.defaultViews.find(isOpen);
  // Of a view that the page has not brought along; the menu asks for all of them when it opens.
  const { data: views } = useQuery({
    ...viewsQuery(url.table),
    enabled: layouts !== undefined && !opened && url.viewId !== undefined && url.viewId !== WHOLE_TABLE,
  });
  const menus = tableMenus.useLoaded();
  const [naming, setNaming] = useState<"new" | View>();
  const stopNaming = () => setNaming(undefined);
  // Once there, it stays: it fades away and gives the focus back.
  const dialog = useWanted(saveView, naming !== undefined, stopNaming);
  const current = opened ?? views?.data.find(isOpen);
  const changed = current !== undefined && current.query !== url.query;
  return (
    <>
      <DropdownMenu
        needs={tableMenus}
        height="max-h-[min(32rem,var(--radix-dropdown-menu-content-available-height))]"
        trigger={
          <Button variant="ghost" aria-label={`View: ${current?.name ?? whole}${changed ? ", changed" : ""}`}>
            <Bookmark aria-hidden="true" />
            <bdi className="max-w-36 truncate">{current?.name ?? "Views"}</bdi>
            {changed ? <span aria-hidden="true">•</span> : null}
            <ChevronDown aria-hidden="true" className="-mr-1 size-3.5! text-text-faint" />
          </Button>
        }
      >
        {menus ? <menus.ViewsItems url={url} whole={whole} current={current} onName={setNaming} /> : null}
      </DropdownMenu>
      {dialog ? <dialog.SaveViewDialog url={url} view={naming} onClose={stopNaming} /> : null}
    </>
  );
}
