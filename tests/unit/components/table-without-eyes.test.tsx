// @vitest-environment jsdom
import { act, screen, within } from "@testing-library/react";
import { useState } from "react";
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { AlertDialog } from "@/components/ui/alert-dialog";
import { renderPage } from "./support";
import { type Ship, ShipTable, ships } from "./table-fixture";

const noun = { one: "ship", many: "ships" };
const rowOf = (name: string) => screen.getByRole("row", { name: new RegExp(name) });

describe("what a screen reader hears of a table", () => {
  beforeEach(() => {
    vi.useFakeTimers();
  });
  afterEach(() => {
    vi.useRealTimers();
  });

  it("is how many rows were found, once the typing rests, from a region that was there before", async () => {
    const found = (shown: number) => (
      <ShipTable rows={ships.slice(0, shown)} footer={{ noun, total: 1200, shown }} />
    );
    const { rerender } = renderPage(
      <ShipTable rows={[]} state={{ loading: true }} footer={{ noun, total: 0 }} />,
    );
    const [region] = screen.getAllByRole("status");
    if (!region) throw new Error("Nothing is said at all.");
    const said: string[] = [];
    new MutationObserver(() => said.push(region.textContent)).observe(region, {
      characterData: true,
      childList: true,
      subtree: true,
    });
    const rest = (millis: number) => act(() => vi.advanceTimersByTimeAsync(millis));
    rerender(found(3));
    await rest(200);
    rerender(found(2));
    await rest(200);
    rerender(found(1));
    await rest(2000);
    expect(said).toEqual(["1 of 1,200 ships match"]);
  });
});

it("a screen reader hears by what a table is sorted now", () => {
  renderPage(<ShipTable defaultSorting={[{ id: "name", desc: false }]} />);
  expect(screen.getAllByRole("status")[1]?.textContent).toBe("Sorted by Name ascending");
  screen.getByRole("columnheader", { name: "Tons" }).querySelector("button")?.click();
  return vi.waitFor(() =>
    expect(screen.getAllByRole("status")[1]?.textContent).toMatch(/^Sorted by Tons (as|des)cending$/),
  );
});

/** Sinks at once, and closes the question only when the row is gone. */
function Harbour() {
  const [afloat, setAfloat] = useState(ships);
  const [asked, setAsked] = useState<Ship>();
  return (
    <>
      <ShipTable
        rows={afloat}
        rowActions={(ship) => (
          <button type="button" onClick={() => setAsked(ship)}>
            Sink {ship.name}
          </button>
        )}
      />
      <AlertDialog
        open={asked !== undefined}
        onOpenChange={() => setAsked(undefined)}
        title="Sink ship"
        confirmLabel="Sink"
        onConfirm={() => {
          setAfloat((all) => all.filter((ship) => ship !== asked));
          setTimeout(() => setAsked(undefined), 20);
        }}
      >
        It will be gone.
      </AlertDialog>
    </>
  );
}

describe("the focus", () => {
  const sink = (ship: Ship) => <button type="button">Sink {ship.name}</button>;

  it("goes to the row that takes the place of one that is gone", () => {
    const { rerender } = renderPage(<ShipTable rowActions={sink} />);
    const [first, second, third] = ships.map(({ name }) => name);
    within(rowOf(second ?? ""))
      .getByRole("button")
      .focus();
    rerender(<ShipTable rowActions={sink} rows={ships.filter(({ name }) => name !== second)} />);
    expect(document.activeElement?.textContent).toBe(`Sink ${third}`);
    rerender(<ShipTable rowActions={sink} rows={ships.filter(({ name }) => name === first)} />);
    expect(document.activeElement?.textContent).toBe(`Sink ${first}`);
  });

  it("stays where somebody has taken it meanwhile", () => {
    const { rerender } = renderPage(<ShipTable rowActions={sink} />);
    screen.getByRole("button", { name: `Sink ${ships[1]?.name}` }).focus();
    screen.getByRole("button", { name: "Name" }).focus();
    rerender(<ShipTable rowActions={sink} rows={ships.slice(2)} />);
    expect(document.activeElement).toBe(screen.getByRole("button", { name: "Name" }));
  });

  it("finds the row in its place when a dialog closes after its own row is gone", async () => {
    renderPage(<Harbour />);
    const button = screen.getByRole("button", { name: "Sink Ship 10" });
    button.focus();
    button.click();
    (await screen.findByRole("button", { name: "Sink" })).click();
    await vi.waitFor(() => expect(document.activeElement?.textContent).toBe("Sink ship 2"));
  });
});
