// @vitest-environment jsdom
import { renderHook } from "@testing-library/react";
import { expect, it } from "vitest";
import { usePageRows } from "@/components/providers/use-page-rows";

it("the rows of all pages are one list, which is another only when something else is read", () => {
  const two = { pages: [{ data: ["a", "b"] }, { data: ["c"] }] };
  const { result, rerender } = renderHook(usePageRows<string>, {
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
