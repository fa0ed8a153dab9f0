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
import { type ComponentProps, useId, useState } from "react";
import { moveColumn } from "./arrange-columns";
import { HeadCell } from "./head-cell";
import type { TableModel } from "./use-table-model";

/** The heads, which may be dragged to another place. Those who work without a pointer have the Columns menu. */
export function DraggableHeads<Row>({ model, selectable }: { model: TableModel<Row>; selectable: boolean }) {
  // So far that a click stays a click.
  const sensors = useSensors(useSensor(PointerSensor, { activationConstraint: { distance: 8 } }));
  const id = useId();
  // What dnd-kit has to say to screen readers is about keys that nothing here listens to: it stays outside the page.
  const [unheard] = useState(() => document.createElement("div"));
  const ids = model.visibleColumns.map((column) => column.id);
  function drop({ active, over }: DragEndEvent) {
    if (!over || active.id === over.id) return;
    model.setLayout(moveColumn(ids, String(active.id), ids.indexOf(String(over.id))));
  }
  return (
    <DndContext
      accessibility={{ container: unheard }}
      id={id}
      sensors={sensors}
      collisionDetection={closestCenter}
      onDragEnd={drop}
    >
      <SortableContext items={ids} strategy={horizontalListSortingStrategy}>
        {model.visibleColumns.map((column, place) => (
          <DraggableHead
            key={column.id}
            model={model}
            column={column}
            place={place}
            selectable={selectable}
          />
        ))}
      </SortableContext>
    </DndContext>
  );
}

function DraggableHead<Row>(props: ComponentProps<typeof HeadCell<Row>>) {
  const { setNodeRef, listeners, transform, transition, isDragging } = useSortable({
    id: props.column.id,
    disabled: props.place === 0,
  });
  return (
    <HeadCell
      {...props}
      dragging={isDragging}
      dragged={{
        ...listeners,
        ref: setNodeRef,
        style: { transform: transform ? `translateX(${transform.x}px)` : undefined, transition },
      }}
    />
  );
}
