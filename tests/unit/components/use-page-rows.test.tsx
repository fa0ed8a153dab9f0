// @vitest-environment jsdom
import { renderHook } from "@testing-library/react";
import { expect, it } from "vitest";
import { byId, usePageRows } from "@/components/providers/use-page-rows";

it("the rows of all pages are one list, which is another only when something else is read", () => {
  const two = { pages: [{ data: ["a", "b"] }, { data: ["c"] }] };
  const { result, rerender } = renderHook((data: typeof two | undefined) => usePageRows(data, String), {
    initialProps: undefined as typeof two | undefined,
  });
  const nothing = result.current;
  rerender(undefined);
  expect(result.current).toBe(nothing);
  rerender(two);
  expect(result.current).toEqual(["a", "b", "c"]);
  const read = result.current;
  rerender(two);
  expect(result.current).toBe(read);
});

it("a row that moved while the pages were read is there once, as it was found last", () => {
  const pages = [
    {
      data: [
        { id: "a", seen: 1 },
        { id: "b", seen: 1 },
      ],
    },
    {
      data: [
        { id: "c", seen: 2 },
        { id: "a", seen: 2 },
      ],
    },
  ];
  const { result } = renderHook(() => usePageRows({ pages }, byId));
  expect(result.current).toEqual([
    { id: "a", seen: 2 },
    { id: "b", seen: 1 },
    { id: "c", seen: 2 },
  ]);
});
