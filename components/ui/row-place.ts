/** Where in a table something stands: the table stays when the row goes. */
export interface RowPlace {
  readonly table: Element | null;
  readonly index: string | undefined;
}

export function rowPlaceOf(element: Element | null): RowPlace | undefined {
  const row = element?.closest<HTMLElement>("[data-row-id]");
  return row ? { table: row.parentElement, index: row.dataset.index } : undefined;
}

/** Gives the focus to the row that is now in that place, or to the last one, or to the page when there is none. */
export function focusRowAt(place: RowPlace | undefined): void {
  const rows = [...(place?.table?.querySelectorAll<HTMLElement>("[data-row-id]") ?? [])];
  const row = rows.find((one) => one.dataset.index === place?.index) ?? rows.at(-1);
  const target = row?.querySelector<HTMLElement>("a[href], button, input") ?? document.getElementById("main");
  target?.focus();
}
