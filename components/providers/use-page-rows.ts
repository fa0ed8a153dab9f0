import { useMemo } from "react";

interface Pages<Row> {
  readonly pages: readonly { readonly data: readonly Row[] }[];
}

/** For lists whose rows have ids of their own. */
export const byId = ({ id }: { readonly id: string }): string => id;

/**
 * What stands on all pages that are read, nothing twice: a row that moved while they were read is on two of them. The
 * same list until something else is read, so that nobody searches it anew; give `rowId` a stable identity.
 */
export function usePageRows<Row>(data: Pages<Row> | undefined, rowId: (row: Row) => string): readonly Row[] {
  return useMemo(() => {
    const rows = new Map<string, Row>();
    for (const page of data?.pages ?? []) for (const row of page.data) rows.set(rowId(row), row);
    return [...rows.values()];
  }, [data, rowId]);
}
