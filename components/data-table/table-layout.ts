import type { DataTableColumn } from "./data-table-types";

/** What a card on a phone takes, as long as it is not measured. */
export const cardHeight = 132;

const leastWidth = 120;
const endPadding = 8;

/** The tracks of the grid that header and rows share, and the width below which the table scrolls sideways. */
export function tableLayout<Row>(
  columns: readonly DataTableColumn<Row>[],
  actionsWidth: number,
  selectionWidth: number,
): { template: string; minWidth: number } {
  const tracks = columns.map((column) =>
    column.width === undefined
      ? `minmax(${column.minWidth ?? leastWidth}px, ${column.grow ?? 1}fr)`
      : `${column.width}px`,
  );
  const widths = columns.map((column) => column.width ?? column.minWidth ?? leastWidth);
  // Where every column is fixed, something must take the room that is left.
  const filler = columns.every((column) => column.width !== undefined) ? ["minmax(0px, 1fr)"] : [];
  const actions = actionsWidth > 0 ? [`${actionsWidth}px`] : [];
  const selection = selectionWidth > 0 ? [`${selectionWidth}px`] : [];
  const total = widths.reduce((sum, width) => sum + width, 0) + selectionWidth + actionsWidth + endPadding;
  return { template: [...selection, ...tracks, ...filler, ...actions].join(" "), minWidth: total };
}

/** Where a column stands on the card that a row becomes on a phone. */
export type CardPlace = "title" | "subtitle" | "badge" | "meta" | "hidden";

/** Each column's place; a second title, subtitle or badge becomes a line with its label. */
export function cardPlaces<Row>(columns: readonly DataTableColumn<Row>[]): Map<string, CardPlace> {
  const taken = new Set<CardPlace>();
  const places = new Map<string, CardPlace>();
  columns.forEach((column, index) => {
    const wanted = column.card ?? (index === 0 ? "title" : "meta");
    const alone = wanted === "title" || wanted === "subtitle" || wanted === "badge";
    const place = alone && taken.has(wanted) ? "meta" : wanted;
    taken.add(place);
    places.set(column.id, place);
  });
  return places;
}
