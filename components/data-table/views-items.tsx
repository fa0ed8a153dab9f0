import { useQuery } from "@tanstack/react-query";
import { Bookmark, Pencil, Pin, PinOff, Save, Share2, Trash2 } from "lucide-react";
import { useMay } from "@/components/providers/person";
import {
  MenuItem,
  MenuLabel,
  MenuRadioGroup,
  MenuRadioItem,
  MenuSeparator,
} from "@/components/ui/menu-parts";
import { toast } from "@/components/ui/toast";
import { viewsQuery } from "@/lib/client/queries/views";
import type { View } from "@/lib/contracts/views";
import { useTableLayout } from "./use-table-layout";
import { useViewChanges } from "./use-view-changes";
import { type ViewedTable, WHOLE_TABLE } from "./viewed-table";

/** The views of a table, and what can be done with the one that is open. */
export function ViewsItems({
  url: { table, query, open },
  whole,
  current,
  onName,
}: {
  url: ViewedTable;
  whole: string;
  current: View | undefined;
  /** A name is asked for: of a new view, or another one for this. */
  onName: (view: "new" | View) => void;
}) {
  const { data } = useQuery(viewsQuery(table));
  const views = data?.data ?? [];
  const { change, remove } = useViewChanges(({ name }) => {
    open(undefined, query);
    toast.success(`The view ${name} is removed`);
  });
  const { defaultViewId, keep } = useTableLayout(table);
  const mayRemoveShared = useMay("admin");
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
      <MenuRadioGroup value={current?.id ?? WHOLE_TABLE} onValueChange={choose}>
        <MenuRadioItem value={WHOLE_TABLE}>{whole}</MenuRadioItem>
        {data ? null : <MenuLabel>Loading saved views…</MenuLabel>}
        {mine.length === 0 ? null : <MenuLabel>Your views</MenuLabel>}
        {mine.map(item)}
        {shared.length === 0 ? null : <MenuLabel>Shared by others</MenuLabel>}
        {shared.map(item)}
      </MenuRadioGroup>
      <MenuSeparator />
      <MenuItem onSelect={() => onName("new")}>
        <Bookmark aria-hidden="true" />
        Save as new view…
      </MenuItem>
      {current?.mine ? (
        <>
          <MenuItem
            disabled={current.query === query}
            onSelect={() => change.mutate({ viewId: current.id, query })}
          >
            <Save aria-hidden="true" />
            Save changes
          </MenuItem>
          <MenuItem onSelect={() => onName(current)}>
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
        <MenuItem tone="danger" onSelect={() => remove.mutate(current)}>
          <Trash2 aria-hidden="true" />
          Remove view
        </MenuItem>
      ) : null}
    </>
  );
}
