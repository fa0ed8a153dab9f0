// @vitest-environment jsdom
import { afterEach, beforeEach, describe, expect, test, vi } from "vitest";
import { beginNavigation, settleAddress, wantedAddress, writeAddress } from "@/lib/client/address";

const address = () => window.location.pathname + window.location.search;
const arrive = (href: string) => {
  window.history.pushState(null, "", href);
  settle();
};
const settle = () =>
  settleAddress(window.location.pathname, new URLSearchParams(window.location.search).toString());

beforeEach(() => {
  vi.useFakeTimers();
  arrive("/elsewhere");
  arrive("/tenants?status=active");
});
afterEach(() => vi.useRealTimers());

describe("writing the address", () => {
  test("keys that come quickly are written once they rest, with all that was there", () => {
    writeAddress({ search: "a" }, 250);
    writeAddress({ search: "ac" }, 250);
    expect(wantedAddress().values.get("search")).toBe("ac");
    expect(address()).toBe("/tenants?status=active");
    vi.advanceTimersByTime(250);
    expect(address()).toBe("/tenants?status=active&search=ac");
  });

  test("what is chosen at once takes along what was typed before", () => {
    writeAddress({ search: "a" }, 250);
    writeAddress({ region: "eu", status: null });
    expect(address()).toBe("/tenants?search=a&region=eu");
  });

  test("what Next tells late does not take back what was written since", () => {
    writeAddress({ search: "a" });
    writeAddress({ search: "ab" });
    settleAddress("/tenants", "status=active&search=a");
    expect(wantedAddress().values.get("search")).toBe("ab");
    settle();
    expect(wantedAddress().values.has("search")).toBe(false);
  });
});

describe("while somebody goes on to another page", () => {
  test("what was typed is written before the navigation begins, so that the way back leads to it", () => {
    writeAddress({ search: "acme" }, 250);
    beginNavigation("/tenants/t1", "push");
    expect(address()).toBe("/tenants?status=active&search=acme");
  });

  test("nothing is written until it has arrived, and then what belongs to the page before is forgotten", () => {
    beginNavigation("/tenants/t1", "push");
    writeAddress({ search: "late" });
    vi.advanceTimersByTime(5000);
    expect(address()).toBe("/tenants?status=active");
    arrive("/tenants/t1");
    vi.advanceTimersByTime(5000);
    expect(address()).toBe("/tenants/t1");
    expect(wantedAddress().values.size).toBe(0);
  });

  test("what Next tells late of the page that is being left does not end the leaving", () => {
    writeAddress({ search: "north" });
    beginNavigation("/tenants/t1", "push");
    settle();
    writeAddress({ search: "northwind" });
    vi.advanceTimersByTime(5000);
    expect(address()).toBe("/tenants?status=active&search=north");
    arrive("/tenants/t1");
    vi.advanceTimersByTime(5000);
    expect(address()).toBe("/tenants/t1");
  });

  test("on the same page what was typed meanwhile is kept and written afterwards", () => {
    beginNavigation("/tenants", "push");
    writeAddress({ search: "late" }, 250);
    arrive("/tenants");
    vi.advanceTimersByTime(500);
    expect(address()).toBe("/tenants?search=late");
  });

  test("a navigation that never arrives does not hold the address for ever", () => {
    beginNavigation("/tenants/t1", "push");
    writeAddress({ search: "a" });
    vi.advanceTimersByTime(11_000);
    expect(address()).toBe("/tenants?status=active&search=a");
  });

  test("going back takes nothing along to the entry before", () => {
    writeAddress({ search: "a" }, 250);
    window.history.replaceState(null, "", "/tenants?region=eu");
    beginNavigation("http://localhost:3000/tenants?region=eu", "traverse");
    vi.advanceTimersByTime(500);
    expect(address()).toBe("/tenants?region=eu");
  });

  test("a link to where one is already holds nothing up", () => {
    beginNavigation("/tenants?status=active", "push");
    writeAddress({ search: "a" });
    expect(address()).toBe("/tenants?status=active&search=a");
  });
});
