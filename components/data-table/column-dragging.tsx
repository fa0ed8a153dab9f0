"use client";

import {
  closestCenter,
  DndContext,
  type DragEndEvent,
  PointerSensor,
  useSensor,
  useSensors,
} from "@dnd-kit/core";
import { type ReactNode, useId, useState } from "react";
import { moveColumn } from "./arrange-columns";
import type { TableModel } from "./use-table-model";

/** Lets heads be dragged to another place. Those who work without a pointer have the Columns menu. */
export function ColumnDragging<Row>({ model, children }: { model: TableModel<Row>; children: ReactNode }) {
  // So far that a click stays a click.
  const sensors = useSensors(useSensor(PointerSensor, { activationConstraint: { distance: 8 } }));
  const id = useId();
  // What dnd-kit has to say to screen readers is about keys that nothing here listens to: it stays outside the page.
  const [unheard] = useState(() =>
    typeof document === "undefined" ? undefined : document.createElement("div"),
  );
  function drop({ active, over }: DragEndEvent) {
    if (!over || active.id === over.id) return;
    const ids = model.visibleColumns.map((column) => column.id);
    model.setLayout(moveColumn(ids, String(active.id), ids.indexOf(String(over.id))));
  }
  return (
    <DndContext
      {...(unheard === undefined ? {} : { accessibility: { container: unheard } })}
      id={id}
      sensors={sensors}
      collisionDetection={closestCenter}
      onDragEnd={drop}
    >
      {children}
    </DndContext>
  );
}
