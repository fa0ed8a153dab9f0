// @vitest-environment jsdom
import { act, renderHook, waitFor } from "@testing-library/react";
import { withNuqsTestingAdapter } from "nuqs/adapters/testing";
import { describe, expect, it, vi } from "vitest";
import { useTableUrlState } from "@/components/data-table/use-table-url-state";
import "./support";

function open(searchParams: string, prefix?: string) {
  const onUrlUpdate = vi.fn();
  const hook = renderHook(() => useTableUrlState({ filterIds: ["status", "region"], prefix }), {
    wrapper: withNuqsTestingAdapter({ searchParams, onUrlUpdate, hasMemory: true }),
  });
  const address = () => decodeURIComponent(onUrlUpdate.mock.lastCall?.[0].queryString ?? "");
  return { state: () => hook.result.current, address };
}

describe("the table in the address", () => {
  it("shows a colleague the same search, filters, order and columns", () => {
    const { state } = open("?search=acme&status=active,suspended&sort=name,-licenseEndsAt&hide=region");
    expect(state().search).toBe("acme");
    expect(state().selected).toEqual({ status: ["active", "suspended"], region: [] });
    expect(state().sorting).toEqual([
      { id: "name", desc: false },
      { id: "licenseEndsAt", desc: true },
    ]);
    expect(state().sort).toBe("name,-licenseEndsAt");
    expect(state().tableProps.hiddenColumns).toEqual(["region"]);
  });

  it("writes filters and order as they are chosen", async () => {
    const { state, address } = open("");
    act(() => {
      state().filterProps("status", "Status", []).onChange(["active", "disabled"]);
      state().tableProps.onSortingChange([{ id: "name", desc: true }]);
    });
    await waitFor(() => expect(address()).toContain("status=active,disabled"));
    expect(address()).toContain("sort=-name");
  });

  it("answers to every key at once, and asks a server only when the typing rests", async () => {
    const { state } = open("");
    act(() => state().searchProps("Search").onChange("acme"));
    expect(state().search).toBe("acme");
    expect(state().settledSearch).toBe("");
    await waitFor(() => expect(state().settledSearch).toBe("acme"));
  });

  it("clears search and filters and leaves the order", async () => {
    const { state, address } = open("?search=acme&status=active&sort=name");
    act(() => state().clearFilters());
    await waitFor(() => expect(address()).toBe("?sort=name"));
    expect(state().selected.status).toEqual([]);
    expect(state().search).toBe("");
  });

  it("keeps two tables of one page apart", () => {
    const { state } = open("?search=other&tokens.search=mine&tokens.status=active", "tokens.");
    expect(state().search).toBe("mine");
    expect(state().selected.status).toEqual(["active"]);
  });
});
