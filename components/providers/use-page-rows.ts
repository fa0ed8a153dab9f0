import { useMemo } from "react";

interface Pages<Row> {
  readonly pages: readonly { readonly data: readonly Row[] }[];
}

/** What stands on all pages that are read: the same list until something else is read, so that nobody searches it anew. */
export function usePageRows<Row>(data: Pages<Row> | undefined): readonly Row[] {
  return useMemo(() => data?.pages.flatMap((page) => page.data) ?? [], [data]);
}
