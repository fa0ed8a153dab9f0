// @vitest-environment jsdom
import { fireEvent, screen, within } from "@testing-library/react";
import { describe, expect, it, vi } from "vitest";
import type { DataTableFilter } from "@/components/data-table/data-table-types";
import { renderPage } from "./support";
import { type Ship, ShipTable } from "./table-fixture";

const bodyRows = () => screen.getAllByRole("row").slice(1);
const firstCells = () => bodyRows().map((row) => within(row).getAllByRole("cell")[0]?.textContent);
const header = (name: string) => screen.getByRole("columnheader", { name: new RegExp(`^${name}`) });
const sortBy = (name: string, shiftKey = false) =>
  fireEvent.click(within(header(name)).getByRole("button"), { shiftKey });

describe("a table", () => {
  it("is known by its name and says how many rows it has", () => {
    renderPage(<ShipTable />);
    const table = screen.getByRole("table", { name: "Ships" });
    expect(table.getAttribute("aria-rowcount")).toBe("4");
    expect(bodyRows().map((row) => row.getAttribute("aria-rowindex"))).toEqual(["2", "3", "4"]);
  });

  it("sorts names as people count, without case, and says so to screen readers", () => {
    renderPage(<ShipTable />);
    expect(firstCells()).toEqual(["Ship 10", "ship 2", "Anchor"]);
    sortBy("Name");
    expect(firstCells()).toEqual(["Anchor", "ship 2", "Ship 10"]);
    expect(header("Name").getAttribute("aria-sort")).toBe("ascending");
    expect(header("Tons").getAttribute("aria-sort")).toBe("none");
    sortBy("Name");
    expect(firstCells()).toEqual(["Ship 10", "ship 2", "Anchor"]);
    expect(header("Name").getAttribute("aria-sort")).toBe("descending");
    sortBy("Name");
    expect(header("Name").getAttribute("aria-sort")).toBe("none");
  });

  it("puts rows without a value last in both directions", () => {
    renderPage(<ShipTable />);
    sortBy("Tons");
    expect(firstCells().at(-1)).toBe("ship 2");
    sortBy("Tons");
    expect(firstCells().at(-1)).toBe("ship 2");
  });

  it("sorts by several columns with Shift", () => {
    renderPage(<ShipTable />);
    sortBy("Tons");
    sortBy("Name", true);
    expect(firstCells()).toEqual(["Anchor", "Ship 10", "ship 2"]);
    expect(header("Name").textContent).toContain("sorted ascending, 2 of 2");
  });

  it("has no sort button and no aria-sort on a column that cannot be sorted", () => {
    renderPage(<ShipTable />);
    expect(header("Registry").getAttribute("aria-sort")).toBeNull();
    expect(within(header("Registry")).queryByRole("button")).toBeNull();
  });

  it("leaves the order to the server in server mode and tells it what is wanted", () => {
    const onSortingChange = vi.fn();
    const byName = [{ id: "name", desc: false }];
    renderPage(<ShipTable mode="server" sorting={byName} onSortingChange={onSortingChange} />);
    expect(header("Name").getAttribute("aria-sort")).toBe("ascending");
    expect(firstCells()).toEqual(["Ship 10", "ship 2", "Anchor"]);
    sortBy("Name");
    expect(onSortingChange).toHaveBeenCalledWith([{ id: "name", desc: true }]);
  });

  it("hides a column and shows it again from the Columns menu", () => {
    renderPage(<ShipTable search={{ label: "Search ships", value: "", onChange: () => undefined }} />);
    fireEvent.keyDown(screen.getByRole("button", { name: "Columns" }), { key: "Enter" });
    const item = screen.getByRole("menuitemcheckbox", { name: "Tons" });
    fireEvent.click(item);
    expect(screen.queryByRole("columnheader", { name: /^Tons/ })).toBeNull();
    fireEvent.click(item);
    expect(header("Tons")).toBeDefined();
    expect(screen.queryByRole("menuitemcheckbox", { name: "Name" })).toBeNull();
  });

  it("never takes a name for HTML", () => {
    const hostile = '<img src=x onerror="alert(1)">\u202Egpj';
    const { container } = renderPage(<ShipTable rows={[{ id: "x", name: hostile, tons: 1 }]} />);
    expect(container.querySelector("img")).toBeNull();
    expect(firstCells()).toEqual(['<img src=x onerror="alert(1)">gpj']);
    expect(container.querySelector("bdi")).not.toBeNull();
  });

  it("opens a row by its link, and by a click beside it", () => {
    renderPage(<ShipTable rowHref={(ship) => `#/ships/${ship.id}`} />);
    const link = screen.getByRole("link", { name: "Anchor" });
    expect(link.getAttribute("href")).toBe("#/ships/c");
    const opened = vi.fn((event: Event) => event.preventDefault());
    link.addEventListener("click", opened);
    fireEvent.click(screen.getByText("c"));
    expect(opened).toHaveBeenCalledTimes(1);
  });

  it("does not open the row when an action in it is clicked", () => {
    const act = vi.fn();
    renderPage(
      <ShipTable
        rowHref={(ship) => `#/ships/${ship.id}`}
        rowActions={(ship) => (
          <button type="button" onClick={act}>
            Sink {ship.name}
          </button>
        )}
      />,
    );
    const opened = vi.fn((event: Event) => event.preventDefault());
    screen.getByRole("link", { name: "Anchor" }).addEventListener("click", opened);
    fireEvent.click(screen.getByRole("button", { name: "Sink Anchor" }));
    expect(act).toHaveBeenCalledTimes(1);
    expect(opened).not.toHaveBeenCalled();
  });

  it("renders only some of ten thousand rows and counts them all", () => {
    const fleet: Ship[] = Array.from({ length: 10_000 }, (_, at) => ({
      id: `s${at}`,
      name: `Ship ${at}`,
      tons: at,
    }));
    renderPage(<ShipTable rows={fleet} />);
    expect(bodyRows().length).toBeGreaterThan(10);
    expect(bodyRows().length).toBeLessThan(100);
    expect(screen.getByRole("table").getAttribute("aria-rowcount")).toBe("10001");
  });

  it("brings the rows into view that are scrolled to", () => {
    const fleet: Ship[] = Array.from({ length: 1000 }, (_, at) => ({
      id: `s${at}`,
      name: `Ship ${at}`,
      tons: at,
    }));
    const { container } = renderPage(<ShipTable rows={fleet} />);
    const scroller = container.querySelector("[data-table-scroller]");
    if (!scroller) throw new Error("nothing scrolls");
    scroller.scrollTop = 20_000;
    fireEvent.scroll(scroller);
    expect(firstCells()).toContain("Ship 505");
    expect(firstCells()).not.toContain("Ship 0");
  });
});

describe("searching and filtering", () => {
  const filter = (selected: string[], onChange = vi.fn()): DataTableFilter => ({
    id: "colour",
    label: "Colour",
    options: [
      { value: "red", label: "Red", count: 2 },
      { value: "blue", label: "Blue" },
    ],
    selected,
    onChange,
  });

  it("offers a search box by its name, which Escape empties", () => {
    const onChange = vi.fn();
    renderPage(<ShipTable search={{ label: "Search ships", value: "anc", onChange }} />);
    const box = screen.getByRole("searchbox", { name: "Search ships" });
    fireEvent.change(box, { target: { value: "anch" } });
    expect(onChange).toHaveBeenLastCalledWith("anch");
    fireEvent.keyDown(box, { key: "Escape" });
    expect(onChange).toHaveBeenLastCalledWith("");
  });

  it("selects several values in a filter with the keyboard alone", () => {
    const onChange = vi.fn();
    renderPage(<ShipTable filters={[filter(["blue"], onChange)]} />);
    const filters = screen.getByRole("group", { name: "Filters" });
    fireEvent.keyDown(within(filters).getByRole("button", { name: /^Colour/ }), { key: "Enter" });
    const red = screen.getByRole("menuitemcheckbox", { name: /Red/ });
    fireEvent.keyDown(red, { key: "Enter" });
    expect(onChange).toHaveBeenCalledWith(["blue", "red"]);
    expect(screen.getByRole("menu")).toBeDefined();
  });

  it("shows what is filtered by and takes it away one by one or all at once", () => {
    const onChange = vi.fn();
    renderPage(<ShipTable filters={[filter(["red", "gone"], onChange)]} />);
    fireEvent.click(screen.getByRole("button", { name: "Remove filter Colour: Red" }));
    expect(onChange).toHaveBeenLastCalledWith(["gone"]);
    expect(screen.getByRole("button", { name: "Remove filter Colour: gone" })).toBeDefined();
    fireEvent.click(screen.getByRole("button", { name: "Clear filters" }));
    expect(onChange).toHaveBeenLastCalledWith([]);
  });
});
