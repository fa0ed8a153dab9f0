// @vitest-environment jsdom
import {
  infiniteQueryOptions,
  keepPreviousData,
  QueryClient,
  QueryClientProvider,
} from "@tanstack/react-query";
import { act, cleanup, renderHook, waitFor } from "@testing-library/react";
import type { ReactNode } from "react";
import { afterEach, expect, onTestFinished, test, vi } from "vitest";
import { type Readings, usePagedQuery } from "@/components/providers/use-paged-query";

afterEach(cleanup);

const PAGE = 100;

/** A list that grows while its pages are read; answers can be held back. */
function listOfRows() {
  let rows = 0;
  let held: (() => void)[] | undefined;
  let reads = 0;
  const answer = (from: number) => ({
    data: Array.from({ length: Math.max(0, Math.min(PAGE, rows - from)) }, (_, place) => ({
      id: String(from + place),
    })),
    total: rows,
    revision: `of ${rows}`,
    asOf: new Date().toISOString(),
    ...(rows > from + PAGE ? { nextCursor: String(from + PAGE) } : {}),
  });
  const query = (sort = "name") =>
    infiniteQueryOptions({
      queryKey: ["rows", sort],
      queryFn: async ({ pageParam }) => {
        reads += 1;
        // What is in the answer is what was so when it was asked for.
        const page = answer(Number(pageParam || 0));
        if (held) await new Promise<void>((resolve) => held?.push(resolve));
        return page;
      },
      initialPageParam: "",
      getNextPageParam: (page) => page.nextCursor,
    });
  return {
    query,
    answer,
    has: (count: number) => {
      rows = count;
    },
    reads: () => reads,
    hold: () => {
      held = [];
    },
    waiting: () => held?.length ?? 0,
    release: () => {
      const answers = held ?? [];
      held = undefined;
      for (const give of answers) give();
    },
    readings: (): Readings => ({ revision: `of ${rows}`, asOf: new Date(Date.now() + 1).toISOString() }),
  };
}

function opened() {
  vi.useFakeTimers({ shouldAdvanceTime: true, toFake: ["setTimeout", "clearTimeout", "Date"] });
  onTestFinished(() => void vi.useRealTimers());
  const list = listOfRows();
  const client = new QueryClient({ defaultOptions: { queries: { staleTime: 30_000, retry: false } } });
  const wrapper = ({ children }: { children: ReactNode }) => (
    <QueryClientProvider client={client}>{children}</QueryClientProvider>
  );
  const hook = renderHook(
    ({ sort, known }: { sort?: string; known?: Readings | undefined }) =>
      usePagedQuery({ ...list.query(sort), placeholderData: keepPreviousData }, known),
    { wrapper, initialProps: {} as { sort?: string; known?: Readings | undefined } },
  );
  const shown = () => {
    const pages = hook.result.current.data?.pages ?? [];
    return { total: pages[0]?.total, rows: pages.flatMap(({ data }) => data).length };
  };
  const quiet = () => waitFor(() => expect(hook.result.current.isFetching).toBe(false));
  /** Time enough for whatever the page does by itself. */
  const later = async () => {
    // Step by step: what React does at the end of one may begin something.
    for (let step = 0; step < 10; step += 1) await act(() => vi.advanceTimersByTimeAsync(500));
    await quiet();
  };
  const next = async () => {
    await act(async () => void (await hook.result.current.fetchNextPage()));
    await act(() => vi.advanceTimersByTimeAsync(10));
  };
  return { list, client, hook, shown, quiet, later, next };
}

test("the next page does not put an end to reading all anew, and is not glued to what was there before", async () => {
  const { list, client, hook, shown, quiet, next } = opened();
  list.has(200);
  hook.rerender({ sort: "growing" });
  await quiet();
  list.has(300);
  await act(async () => {
    list.hold();
    void client.invalidateQueries({ queryKey: ["rows"] });
    // As the end of the list does that came into view before the page was rendered again.
    void hook.result.current.fetchNextPage();
    await vi.waitFor(() => expect(list.waiting()).toBeGreaterThan(0));
    list.release();
  });
  await quiet();
  expect(shown().total).toBe(300);
  await next();
  await next();
  expect(shown()).toEqual({ total: 300, rows: 300 });
});

test("a page that was asked for before the list was brought anew does not leave it as it was", async () => {
  const { list, client, hook, shown, quiet, later, next } = opened();
  list.has(200);
  hook.rerender({ sort: "brought" });
  await quiet();
  await act(async () => {
    list.hold();
    void hook.result.current.fetchNextPage();
    await vi.waitFor(() => expect(list.waiting()).toBe(1));
    list.has(300);
    // As a page does that comes from the server meanwhile.
    client.setQueryData(list.query("brought").queryKey, { pages: [list.answer(0)], pageParams: [""] });
  });
  await waitFor(() => expect(shown().total).toBe(300));
  await act(async () => list.release());
  await waitFor(() => expect(shown().total).toBe(200));
  hook.rerender({ sort: "brought", known: list.readings() });
  await later();
  expect(shown()).toEqual({ total: 300, rows: 200 });
  await next();
  expect(shown()).toEqual({ total: 300, rows: 300 });
});

test("what changed while a list was read for the first time is not missed", async () => {
  const { list, client, hook, shown, quiet, later } = opened();
  list.has(200);
  list.hold();
  hook.rerender({ sort: "first" });
  await vi.waitFor(() => expect(list.waiting()).toBeGreaterThan(0));
  list.has(300);
  // What is being read for the first time is not read again for this.
  await act(async () => void client.invalidateQueries({ queryKey: ["rows"] }));
  await act(async () => list.release());
  await quiet();
  expect(shown().total).toBe(200);
  hook.rerender({ sort: "first", known: list.readings() });
  await later();
  expect(shown().total).toBe(300);
});

test("pages of different readings are read anew, and a list that stands still is left alone", async () => {
  const { list, hook, shown, quiet, later, next } = opened();
  list.has(200);
  hook.rerender({ sort: "mixed" });
  await quiet();
  list.has(300);
  await next();
  await later();
  expect(shown()).toEqual({ total: 300, rows: 200 });
  const reads = list.reads();
  hook.rerender({ sort: "mixed", known: list.readings() });
  await later();
  expect(list.reads()).toBe(reads);
});

test("what is known of the readings is no reason to read anew when it is older than the list", async () => {
  const { list, hook, quiet, later } = opened();
  list.has(200);
  const known = { revision: "of 100", asOf: new Date(Date.now() - 60_000).toISOString() };
  hook.rerender({ sort: "newer", known });
  await quiet();
  const reads = list.reads();
  await later();
  expect(list.reads()).toBe(reads);
});
