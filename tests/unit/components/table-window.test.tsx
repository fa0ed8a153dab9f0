// @vitest-environment jsdom
import { act, screen } from "@testing-library/react";
import { expect, it, vi } from "vitest";
import { renderPage } from "./support";
import { type Ship, ShipTable } from "./table-fixture";

const fleet: Ship[] = Array.from({ length: 5000 }, (_, at) => ({
  id: `s${at}`,
  name: `Ship ${at}`,
  tons: at,
}));

const rowOf = (name: string) => screen.queryByText(name)?.closest("tr") ?? null;

function scrollTo(top: number) {
  const scroller = screen.getByRole("table").closest("[data-table-scroller]");
  if (!scroller) throw new Error("Nothing scrolls");
  scroller.scrollTop = top;
  act(() => void scroller.dispatchEvent(new Event("scroll")));
}

it("rows come into view with those around them, and the table stays as high as it is long", () => {
  renderPage(<ShipTable rows={fleet} />);
  const kept = rowOf("Ship 20");
  scrollTo(10 * 40);
  expect(rowOf("Ship 20")).toBe(kept);

  scrollTo(2000 * 40);
  expect(rowOf("Ship 0")).toBeNull();
  for (const name of ["Ship 1995", "Ship 2000", "Ship 2015", "Ship 2020"]) expect(rowOf(name)).not.toBeNull();
  const { paddingTop, paddingBottom } = rowOf("Ship 2000")?.parentElement?.style ?? {};
  const rendered = screen.getAllByRole("row").length - 1;
  expect(Number.parseInt(`${paddingTop}`, 10) + Number.parseInt(`${paddingBottom}`, 10)).toBe(
    (5000 - rendered) * 40,
  );
});

it("somebody far down who searches sees what is found, before the browser has moved up", () => {
  const { rerender } = renderPage(<ShipTable rows={fleet} />);
  scrollTo(4000 * 40);
  rerender(<ShipTable rows={fleet.slice(0, 300)} />);
  expect(rowOf("Ship 299")).not.toBeNull();
  rerender(<ShipTable rows={fleet.slice(0, 3)} />);
  expect(screen.getAllByRole("row")).toHaveLength(4);
});

it("rows that go on being there are not made anew when the order around them changes", () => {
  const { rerender } = renderPage(<ShipTable rows={fleet} />);
  const kept = rowOf("Ship 1");
  rerender(<ShipTable rows={[...fleet.slice(1), ...fleet.slice(0, 1)]} />);
  expect(rowOf("Ship 1")).toBe(kept);
  expect(rowOf("Ship 0")).toBeNull();
});

it("on a phone a long list shows the cards that are scrolled to, also where that was before their code came", async () => {
  vi.stubGlobal("matchMedia", () => ({
    matches: true,
    addEventListener: () => undefined,
    removeEventListener: () => undefined,
  }));
  try {
    renderPage(<ShipTable rows={fleet} />);
    expect(rowOf("Ship 15")).not.toBeNull();
    expect(rowOf("Ship 16")).toBeNull();
    scrollTo(2000 * 132);
    await vi.waitFor(() => expect(rowOf("Ship 2000")).not.toBeNull(), 15_000);
    expect(rowOf("Ship 0")).toBeNull();
    scrollTo(3000 * 132);
    expect(rowOf("Ship 3000")).not.toBeNull();
    expect(rowOf("Ship 2000")).toBeNull();
  } finally {
    vi.unstubAllGlobals();
  }
});
