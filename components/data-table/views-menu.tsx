"use client";

import { Bookmark, ChevronDown, Pencil, Pin, PinOff, Save, Share2, Trash2 } from "lucide-react";
import { lazy, Suspense, useState } from "react";
import { useMay } from "@/components/providers/person";
import { Button } from "@/components/ui/button";
import {
  DropdownMenu,
  MenuItem,
  MenuLabel,
  MenuRadioGroup,
  MenuRadioItem,
  MenuSeparator,
} from "@/components/ui/dropdown-menu";
import { toast } from "@/components/ui/toast";
import type { View } from "@/lib/contracts/views";
import { useTableLayout } from "./use-table-layout";
import type { TableUrlState } from "./use-table-url-state";
import { useViews } from "./use-views";

const SaveViewDialog = lazy(() =>
  import("./save-view-dialog").then((loaded) => ({ default: loaded.SaveViewDialog })),
);

/** What stands in the address for the table as it is at first, where another view is the default. */
export const WHOLE_TABLE = "all";

/** The table as it was saved under a name: one's own views and those that others share. */
export function ViewsMenu({
  url: { table, viewId, query, open },
  whole,
}: {
  url: Pick<TableUrlState<string>, "table" | "viewId" | "query" | "open">;
  /** What the table without a view is called: "All tenants". */
  whole: string;
}) {
  const { views, save, change, remove } = useViews(table);
  const { defaultViewId, keep } = useTableLayout(table);
  const mayRemoveShared = useMay("admin");
  const [naming, setNaming] = useState<"new" | View>();
  // Once there, it stays: it fades away and gives the focus back.
  const [hasNamed, setHasNamed] = useState(false);
  if (naming && !hasNamed) setHasNamed(true);
  const current = views.find((view) => view.id === viewId);
  const changed = current !== undefined && current.query !== query;
  const isDefault = current !== undefined && current.id === defaultViewId;
  const [mine, shared] = [views.filter((view) => view.mine), views.filter((view) => !view.mine)];
  const choose = (id: string) => {
    const view = views.find((one) => one.id === id);
    // With a default, the bare address would bring that one back.
    open(view?.id ?? (defaultViewId ? WHOLE_TABLE : undefined), view?.query ?? "");
  };
  const item = (view: View) => (
    <MenuRadioItem key={view.id} value={view.id}>
      <bdi className="min-w-0 truncate">{view.name}</bdi>
      {view.id === defaultViewId ? <Pin aria-label="default" className="size-3.5! text-text-faint" /> : null}
      {view.mine ? null : <span className="truncate text-text-faint text-xs">{view.ownerName}</span>}
    </MenuRadioItem>
  );
  return (
    <>
      <DropdownMenu
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
        <MenuRadioGroup value={current?.id ?? WHOLE_TABLE} onValueChange={choose}>
          <MenuRadioItem value={WHOLE_TABLE}>{whole}</MenuRadioItem>
          {mine.length === 0 ? null : <MenuLabel>Your views</MenuLabel>}
          {mine.map(item)}
          {shared.length === 0 ? null : <MenuLabel>Shared by others</MenuLabel>}
          {shared.map(item)}
        </MenuRadioGroup>
        <MenuSeparator />
        <MenuItem onSelect={() => setNaming("new")}>
          <Bookmark aria-hidden="true" />
          Save as new view…
        </MenuItem>
        {current?.mine ? (
          <>
            <MenuItem disabled={!changed} onSelect={() => change.mutate({ viewId: current.id, query })}>
              <Save aria-hidden="true" />
              Save changes
            </MenuItem>
            <MenuItem onSelect={() => setNaming(current)}>
              <Pencil aria-hidden="true" />
              Rename…
            </MenuItem>
            <MenuItem onSelect={() => change.mutate({ viewId: current.id, shared: !current.shared })}>
              <Share2 aria-hidden="true" />
              {current.shared ? "Stop sharing" : "Share with everybody"}
            </MenuItem>
          </>
        ) : null}
        {current ? (
          <MenuItem onSelect={() => keep({ defaultViewId: isDefault ? null : current.id })}>
            {isDefault ? <PinOff aria-hidden="true" /> : <Pin aria-hidden="true" />}
            {isDefault ? "No longer my default" : "Make my default"}
          </MenuItem>
        ) : null}
        {current && (current.mine || mayRemoveShared) ? (
          <MenuItem
            tone="danger"
            onSelect={() =>
              remove.mutate(current.id, {
                onSuccess: () => {
                  open(undefined, query);
                  toast.success(`The view ${current.name} is removed`);
                },
              })
            }
          >
            <Trash2 aria-hidden="true" />
            Remove view
          </MenuItem>
        ) : null}
      </DropdownMenu>
      <Suspense fallback={null}>
        {hasNamed ? (
          <SaveViewDialog
            view={naming}
            save={async (name, share) => {
              if (naming === "new") {
                const view = await save.mutateAsync({ table, name, query, shared: share });
                open(view.id, view.query);
              } else if (naming) {
                await change.mutateAsync({ viewId: naming.id, name, shared: share });
              }
            }}
            onClose={() => setNaming(undefined)}
          />
        ) : null}
      </Suspense>
    </>
  );
}
