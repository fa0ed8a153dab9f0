"use client";

import {
  closestCenter,
  DndContext,
  type DragEndEvent,
  PointerSensor,
  useSensor,
  useSensors,
} from "@dnd-kit/core";
import { horizontalListSortingStrategy, SortableContext, useSortable } from "@dnd-kit/sortable";
import { type RefObject, useEffect, useId, useLayoutEffect, useState } from "react";
import { moveColumn } from "./arrange-columns";
import type { TableModel } from "./use-table-model";

/**
 * Lets the heads in a row be dragged to another place; those who work without a pointer have the Columns menu. It comes
 * after the heads and draws nothing, so that no head is made anew under somebody's pointer or focus.
 */
export function ColumnDragging<Row>({
  model,
  row,
}: {
  model: TableModel<Row>;
  row: RefObject<HTMLTableRowElement | null>;
}) {
  // So far that a click stays a click.
  const sensors = useSensors(useSensor(PointerSensor, { activationConstraint: { distance: 8 } }));
  const contextId = useId();
  // What dnd-kit has to say to screen readers is about keys that nothing here listens to: it stays outside the page.
  const [unheard] = useState(() => document.createElement("div"));
  const ids = model.visibleColumns.map(({ id }) => id);
  function drop({ active, over }: DragEndEvent) {
    if (!over || active.id === over.id) return;
    model.setLayout(moveColumn(ids, String(active.id), ids.indexOf(String(over.id))));
  }
  return (
    <DndContext
      accessibility={{ container: unheard }}
      id={contextId}
      sensors={sensors}
      collisionDetection={closestCenter}
      onDragEnd={drop}
    >
      <SortableContext items={ids} strategy={horizontalListSortingStrategy}>
        {ids.map((id, place) => (
          <HeadDragging key={id} id={id} row={row} fixed={place === 0} />
        ))}
      </SortableContext>
    </DndContext>
  );
}

function HeadDragging({
  id,
  row,
  fixed,
}: {
  id: string;
  row: RefObject<HTMLTableRowElement | null>;
  fixed: boolean;
}) {
  const { setNodeRef, listeners, transform, transition, isDragging } = useSortable({ id, disabled: fixed });
  const [head, setHead] = useState<HTMLElement | null>(null);
  useLayoutEffect(() => {
    const heads = row.current?.querySelectorAll<HTMLElement>("[data-column]");
    const found = [...(heads ?? [])].find(({ dataset }) => dataset.column === id) ?? null;
    setHead(found);
    setNodeRef(found);
  }, [row, id, setNodeRef]);

  useEffect(() => {
    const begin = listeners?.onPointerDown;
    if (!head || !begin) return;
    // All that dnd-kit reads of React's event.
    const down = (nativeEvent: PointerEvent) => begin({ nativeEvent });
    head.addEventListener("pointerdown", down);
    return () => head.removeEventListener("pointerdown", down);
  }, [head, listeners]);

  const shift = transform ? `translateX(${transform.x}px)` : "";
  useLayoutEffect(() => {
    if (!head) return;
    head.style.transform = shift;
    head.style.transition = transition ?? "";
    head.toggleAttribute("data-dragging", isDragging);
  }, [head, shift, transition, isDragging]);
  return null;
}
