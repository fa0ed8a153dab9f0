// @vitest-environment jsdom
import { QueryClient, QueryClientProvider } from "@tanstack/react-query";
import { act, renderHook, waitFor } from "@testing-library/react";
import { type ReactNode, useSyncExternalStore } from "react";
import { afterEach, describe, expect, it, vi } from "vitest";
import { useTableUrlState } from "@/components/data-table/use-table-url-state";
import { toast } from "@/components/ui/toast";
import { viewKeys } from "@/lib/client/queries/views";
import type { TableName } from "@/lib/contracts/views";
import "./support";

// As Next tells of the address: some time after it has changed.
const told = vi.hoisted(() => ({ listeners: new Set<() => void>() }));
vi.mock("next/navigation", () => {
  const subscribe = (listener: () => void) => {
    told.listeners.add(listener);
    return () => told.listeners.delete(listener);
  };
  return {
    usePathname: () => useSyncExternalStore(subscribe, () => window.location.pathname),
    useSearchParams: () => new URLSearchParams(useSyncExternalStore(subscribe, () => window.location.search)),
  };
});
const replaceState = window.history.replaceState.bind(window.history);
window.history.replaceState = (...change) => {
  replaceState(...change);
  queueMicrotask(() => act(() => told.listeners.forEach((listener) => void listener())));
};
afterEach(() => {
  vi.unstubAllGlobals();
  vi.restoreAllMocks();
  replaceState(null, "", "/");
});

const layouts = [{ table: "users" as const, columns: ["name", "tons"], defaultViewId: null }];

function open(search: string, { prefix, table = "tenants" }: { prefix?: string; table?: TableName } = {}) {
  replaceState(null, "", `/tenants${search}`);
  const queryClient = new QueryClient({
    defaultOptions: { queries: { staleTime: Number.POSITIVE_INFINITY } },
  });
  queryClient.setQueryData(viewKeys.layouts, {
    data: layouts,
    defaultViews: [],
    total: 0,
    asOf: "2026-11-21T12:00:00Z",
  });
  const wrapper = ({ children }: { children: ReactNode }) => (
    <QueryClientProvider client={queryClient}>{children}</QueryClientProvider>
  );
  const hook = renderHook(() => useTableUrlState({ table, filterIds: ["status", "region"], prefix }), {
    wrapper,
  });
  return { state: () => hook.result.current, address: () => decodeURIComponent(window.location.search) };
}

describe("the table in the address", () => {
  it("shows a colleague the same search, filters, order and columns", () => {
    const { state } = open(
      "?search=acme&status=active,suspended&sort=name,-licenseEndsAt&columns=name,region",
    );
    expect(state().search).toBe("acme");
    expect(state().selected).toEqual({ status: ["active", "suspended"], region: [] });
    expect(state().sorting).toEqual([
      { id: "name", desc: false },
      { id: "licenseEndsAt", desc: true },
    ]);
    expect(state().sort).toBe("name,-licenseEndsAt");
    expect(state().tableProps.columnLayout).toEqual(["name", "region"]);
  });

  it("has the columns that the person has laid out, where the link does not say", () => {
    expect(open("", { table: "users" }).state().tableProps.columnLayout).toEqual(["name", "tons"]);
    expect(open("?columns=tons", { table: "users" }).state().tableProps.columnLayout).toEqual(["tons"]);
    expect(open("").state().tableProps.columnLayout).toBeNull();
  });

  it("says that columns could not be kept for the next time", async () => {
    const said = vi.spyOn(toast, "error").mockReturnValue();
    vi.stubGlobal("fetch", () => Promise.reject(new TypeError("Failed to fetch")));
    const { state } = open("", { table: "users" });
    act(() => state().tableProps.onColumnLayoutChange(["name"]));
    expect(state().tableProps.columnLayout).toEqual(["name"]);
    const told = ["The layout of this table could not be saved", expect.anything()] as const;
    await waitFor(() => expect(said).toHaveBeenCalledExactlyOnceWith(...told));
  });

  it("writes filters and order as they are chosen", () => {
    const { state, address } = open("");
    act(() => {
      state().filterProps("status", "Status", []).onChange(["active", "disabled"]);
      state().tableProps.onSortingChange([{ id: "name", desc: true }]);
    });
    expect(address()).toBe("?status=active,disabled&sort=-name");
    expect(state().selected.status).toEqual(["active", "disabled"]);
  });

  it("answers to every key at once, and asks a server only when the typing rests", async () => {
    const { state, address } = open("");
    act(() => state().searchProps("Search").onChange("acme"));
    expect(state().search).toBe("acme");
    expect(state().settledSearch).toBe("");
    expect(address()).toBe("");
    await waitFor(() => expect(state().settledSearch).toBe("acme"));
    await waitFor(() => expect(address()).toBe("?search=acme"));
  });

  it("clears search and filters and leaves the order", async () => {
    const { state, address } = open("?search=acme&status=active&sort=name");
    act(() => state().clearFilters());
    await waitFor(() => expect(address()).toBe("?sort=name"));
    expect(state().selected.status).toEqual([]);
    expect(state().search).toBe("");
  });

  it("keeps two tables of one page apart", () => {
    const { state } = open("?search=other&tokens.search=mine&tokens.status=active", { prefix: "tokens." });
    expect(state().search).toBe("mine");
    expect(state().selected.status).toEqual(["active"]);
  });

  it("opens a saved view in the place of what is there, and tells what it would keep", async () => {
    const { state, address } = open("?search=acme&status=active&other=1");
    expect(state().query).toBe("search=acme&status=active");
    act(() => state().open("view-1", "region=eu&sort=-name"));
    await waitFor(() => expect(address()).toBe("?other=1&region=eu&sort=-name&view=view-1"));
    expect(state().viewId).toBe("view-1");
    expect(state().query).toBe("region=eu&sort=-name");
  });

  it("takes a typed value for the option that it names, and refuses what there cannot be", () => {
    const { state } = open("");
    const options = [{ value: "eu-central-1", label: "Frankfurt" }];
    const alias = (typed: string) => (typed === "de" ? "eu-central-1" : undefined);
    const { resolve } = state().filterProps("region", "Region", options, { alias, closed: true });
    expect(["EU-Central-1", "frankfurt", "de", "mars"].map((typed) => resolve?.(typed))).toEqual([
      "eu-central-1",
      "eu-central-1",
      "eu-central-1",
      undefined,
    ]);
    expect(state().filterProps("region", "Region", options).resolve?.("mars")).toBe("mars");
  });
});
