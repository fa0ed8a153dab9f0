// @vitest-environment jsdom
import { fireEvent, screen, within } from "@testing-library/react";
import { expect, test } from "vitest";
import type { DataTableProps, DataTableSelection } from "@/components/data-table/data-table-types";
import { renderPage } from "./support";
import { type Ship, ShipTable } from "./table-fixture";

const fleet = (count: number): Ship[] =>
  Array.from({ length: count }, (_, at) => ({ id: `s${at}`, name: `Ship ${at}`, tons: at }));
const noun = { one: "ship", many: "ships" };

function Fleet(props: Partial<DataTableProps<Ship>> & { matching?: number }) {
  const { matching = 6, ...rest } = props;
  const tell = ({ all, ids }: DataTableSelection) => (
    <output>{`${all ? "all but" : "only"} ${[...ids].sort().join(" ")}`}</output>
  );
  return (
    <ShipTable
      rows={fleet(6)}
      selectionActions={tell}
      footer={{ noun, total: matching, shown: matching }}
      {...rest}
    />
  );
}
const box = (name: string) => screen.getByRole("checkbox", { name });
const pick = (at: number, shiftKey = false) => fireEvent.click(box(`Select Ship ${at}`), { shiftKey });
const bar = () => screen.queryByRole("region", { name: "Selection" });
const told = () => screen.getByText(/^(only|all but)/).textContent;
function option(name: RegExp) {
  fireEvent.keyDown(screen.getByRole("button", { name: "Selection options" }), { key: "Enter" });
  fireEvent.click(screen.getByRole("menuitem", { name }));
}

test("the bar is there only while something is selected, and says how much", () => {
  renderPage(<Fleet />);
  expect(bar()).toBeNull();
  pick(1);
  expect(bar()?.textContent).toContain("1 ship selected");
  expect(told()).toBe("only s1");
  pick(1);
  expect(bar()).toBeNull();
});

test("with Shift all rows between are taken, upwards too, and given back the same way", () => {
  renderPage(<Fleet />);
  pick(4);
  pick(2, true);
  expect(told()).toBe("only s2 s3 s4");
  pick(3);
  pick(4, true);
  expect(told()).toBe("only s2");
});

test("the box above all takes what is loaded, and gives everything back", () => {
  renderPage(<Fleet matching={5000} />);
  fireEvent.click(box("Select the rows that are loaded"));
  expect(bar()?.textContent).toContain("6 ships selected");
  fireEvent.click(within(bar() as HTMLElement).getByRole("button", { name: "Select all 5,000 ships" }));
  expect(bar()?.textContent).toContain("5,000 ships selected");
  fireEvent.click(box("Select none"));
  expect(bar()).toBeNull();
});

test("all that match are selected, those not loaded too, but what is taken out again", () => {
  renderPage(<Fleet matching={5000} />);
  option(/^All 5,000 matching/);
  pick(0);
  pick(3);
  expect(bar()?.textContent).toContain("4,998 ships selected");
  expect(told()).toBe("all but s0 s3");
  pick(0);
  expect(told()).toBe("all but s3");
});

test("another question begins with nothing selected", () => {
  const { rerender } = renderPage(<Fleet selectionScope="a" />);
  pick(1);
  rerender(<Fleet selectionScope="b" />);
  expect(bar()).toBeNull();
  expect((box("Select Ship 1") as HTMLInputElement).checked).toBe(false);
});

test("what a reading took away is not counted any more, and that is said", () => {
  const { rerender } = renderPage(<Fleet rows={fleet(6)} matching={6} />);
  option(/^The 6 loaded/);
  rerender(<Fleet rows={fleet(2)} matching={2} />);
  expect(bar()?.textContent).toContain("2 ships selected");
  expect(bar()?.textContent).toContain("4 of the 6 chosen are no longer in the list");
  expect(told()).toBe("only s0 s1");
  rerender(<Fleet rows={fleet(0)} matching={0} />);
  expect(bar()?.textContent).toContain("6 of the 6 chosen are no longer in the list");
  expect(screen.queryByText(/^only/)).toBeNull();
});

test("where not all rows are loaded, no more are counted than match", () => {
  const { rerender } = renderPage(<Fleet rows={fleet(6)} matching={9} hasMore />);
  option(/^The 6 loaded/);
  rerender(<Fleet rows={fleet(3)} matching={5} hasMore />);
  expect(bar()?.textContent).toContain("5 ships selected1 of the 6 chosen is no longer in the list");
  rerender(<Fleet rows={fleet(3)} matching={50} hasMore />);
  expect(bar()?.textContent).toContain("6 ships selected");
});

test("all that match follow what matches", () => {
  const { rerender } = renderPage(<Fleet matching={263} />);
  option(/^All 263 matching/);
  rerender(<Fleet matching={131} />);
  expect(bar()?.textContent).toContain("131 ships selected132 of the 263 chosen are no longer in the list");
  rerender(<Fleet matching={300} />);
  expect(bar()?.textContent).toContain("300 ships selected");
  expect(bar()?.textContent).not.toContain("chosen");
});

test("selecting a row does not open it", () => {
  renderPage(<Fleet rowHref={(ship) => `#/ships/${ship.id}`} />);
  let opened = 0;
  screen.getByRole("link", { name: "Ship 1" }).addEventListener("click", () => {
    opened += 1;
  });
  fireEvent.click(box("Select Ship 1"));
  expect(opened).toBe(0);
});

test("a table without actions for many has no boxes", () => {
  renderPage(<ShipTable />);
  expect(screen.queryByRole("checkbox")).toBeNull();
});
