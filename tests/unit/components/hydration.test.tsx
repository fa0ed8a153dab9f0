// @vitest-environment jsdom
import { act } from "@testing-library/react";
import { hydrateRoot } from "react-dom/client";
import { renderToString } from "react-dom/server";
import { afterEach, beforeEach, expect, it, vi } from "vitest";
import { DateWithDistance } from "@/components/ui/date-with-distance";
import { NowProvider } from "@/components/ui/now";
import { RelativeTime } from "@/components/ui/relative-time";
import { testNow } from "./support";
import { type Ship, ShipTable } from "./table-fixture";

// The reader's own clock is a day ahead, and stands: what a page fetches once it is at rest is not what this is about,
// and on a slow machine it would come in the middle.
beforeEach(() => {
  vi.useFakeTimers({ now: testNow + 86_400_000 });
});
afterEach(() => {
  vi.useRealTimers();
});

async function wakeUp(page: React.ReactNode) {
  const host = document.createElement("div");
  host.innerHTML = renderToString(page);
  const served = host.textContent;
  const complaints: unknown[] = [];
  const root = await act(() =>
    hydrateRoot(host, page, { onRecoverableError: (error) => complaints.push(error) }),
  );
  return { host, served, complaints, leave: () => act(() => root.unmount()) };
}

it("a page wakes up with the words that were served, by the server's clock, and then counts on", async () => {
  const { host, served, complaints, leave } = await wakeUp(
    <NowProvider serverNow={testNow}>
      <RelativeTime value={testNow - 60_000} /> <DateWithDistance value={testNow} />
    </NowProvider>,
  );
  expect(served).toBe("1 min ago 21 Nov 2026, just now");
  expect(host.textContent).toBe(served);
  expect(complaints).toEqual([]);
  act(() => vi.advanceTimersByTime(60_000));
  expect(host.textContent).toBe("2 min ago 21 Nov 2026, 1 min ago");
  leave();
});

function wakeFleetUp(count: number) {
  const fleet: Ship[] = Array.from({ length: count }, (_, at) => ({
    id: `s${at}`,
    name: `Ship ${at}`,
    tons: at,
  }));
  return wakeUp(
    <NowProvider serverNow={testNow}>
      <ShipTable rows={fleet} />
    </NowProvider>,
  );
}

it("a table of thousands is served with its first rows and wakes up without a jump", async () => {
  const { host, served, complaints, leave } = await wakeFleetUp(5000);
  expect(served).toContain("Ship 15");
  expect(served).not.toContain("Ship 16");
  // Those that stand ready below the ones in view.
  expect(host.textContent.startsWith(served)).toBe(true);
  expect(host.textContent).not.toContain("Ship 100");
  const { paddingTop, paddingBottom } = host.querySelector("tbody")?.style ?? {};
  const rendered = host.querySelectorAll("tbody tr").length;
  expect([paddingTop, paddingBottom]).toEqual(["0px", `${(5000 - rendered) * 40}px`]);
  expect(complaints).toEqual([]);
  leave();
});

it("a table of a hundred is served with what a screen shows, and has the others right after it woke up", async () => {
  const { host, served, complaints, leave } = await wakeFleetUp(100);
  expect(served).toContain("Ship 15");
  expect(served).not.toContain("Ship 16");
  expect(host.textContent).toContain("Ship 99");
  expect(complaints).toEqual([]);
  leave();
});
