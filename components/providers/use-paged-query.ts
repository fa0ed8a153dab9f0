"use client";

import {
  type InfiniteData,
  type QueryKey,
  type UseInfiniteQueryOptions,
  useInfiniteQuery,
} from "@tanstack/react-query";
import { useCallback, useEffect } from "react";

/** What the server's readings of Qlik had written at a moment of its clock. */
export interface Readings {
  readonly revision: string;
  readonly asOf: string;
}

/** A page of a list; those of lists that no reading changes, or that come from Qlik itself, have no revision. */
interface Page {
  readonly data: readonly unknown[];
  readonly revision?: string;
  readonly asOf: string;
}

/**
 * Pages of one list, which belong together: those that readings of Qlik came between are read anew, also when they are
 * behind what is known of the readings from elsewhere. Asking for the next page never puts an end to reading all of
 * them anew: it would be glued to what they were before. The only way to read page by page (decision 0082).
 * @param known what the page knows of the readings, if it watches them
 */
export function usePagedQuery<OfList extends Page, Key extends QueryKey>(
  options: UseInfiniteQueryOptions<OfList, Error, InfiniteData<OfList>, Key, string>,
  known?: Readings,
) {
  const query = useInfiniteQuery(options);
  const { data, isFetching, isError, isPlaceholderData, refetch, fetchNextPage } = query;
  const pages = isPlaceholderData ? undefined : data?.pages;
  const isTorn = pages !== undefined && !isOfOneReading(pages, known);
  const pauseMs = Math.max(LEAST_PAUSE_MS, (pages?.length ?? 0) * PAUSE_PER_PAGE_MS);
  useEffect(() => {
    if (!isTorn || isFetching || isError) return;
    const timer = setTimeout(() => void refetch(goingOn), pauseMs);
    return () => clearTimeout(timer);
  }, [isTorn, isFetching, isError, pauseMs, refetch]);
  return { ...query, fetchNextPage: useCallback(() => fetchNextPage(goingOn), [fetchNextPage]) };
}

/** Whoever is reading already is waited for. */
const goingOn = { cancelRefetch: false } as const;

/** While Qlik is read, everything that is shown is behind again and again. */
const LEAST_PAUSE_MS = 1000;
const PAUSE_PER_PAGE_MS = 200;

function isOfOneReading(pages: readonly Page[], known: Readings | undefined): boolean {
  const [first] = pages;
  if (first?.revision === undefined) return true;
  if (pages.some(({ revision }) => revision !== first.revision)) return false;
  // Both moments are of the server's clock. What is known from before says nothing of a list that was read since.
  return !known || known.revision === first.revision || pages.every(({ asOf }) => asOf > known.asOf);
}
