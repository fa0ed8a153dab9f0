// @vitest-environment jsdom
import { fireEvent, screen } from "@testing-library/react";
import { useState } from "react";
import { expect, test } from "vitest";
import type { DataTableFilter } from "@/components/data-table/data-table-types";
import { resolveOption } from "@/components/data-table/resolve-option";
import { renderPage } from "./support";
import { ShipTable } from "./table-fixture";

const colours = [
  { value: "red", label: "Signal red" },
  { value: "blue", label: "Blue" },
];

function Ships() {
  const [search, setSearch] = useState("");
  const [colour, setColour] = useState<string[]>([]);
  const [port, setPort] = useState<string[]>([]);
  const filters: DataTableFilter[] = [
    {
      id: "colour",
      label: "Colour",
      options: colours,
      selected: colour,
      onChange: setColour,
      resolve: (typed) => resolveOption(typed, colours),
    },
    { id: "homePort", label: "Port", options: [], selected: port, onChange: setPort },
  ];
  return (
    <>
      <ShipTable search={{ label: "Search ships", value: search, onChange: setSearch }} filters={filters} />
      <output>{JSON.stringify({ search, colour, port })}</output>
    </>
  );
}
const box = () => screen.getByRole("searchbox", { name: "Search ships" }) as HTMLInputElement;
const type = (value: string) => fireEvent.change(box(), { target: { value } });
const press = (key: string) => fireEvent.keyDown(box(), { key });
const state = () => JSON.parse(screen.getByText(/^\{/).textContent ?? "");

test("words search with every key; a filter waits until it is ended", () => {
  renderPage(<Ships />);
  type("anch colour:re");
  expect(state()).toEqual({ search: "anch", colour: [], port: [] });
  expect(screen.getByText("Enter: Colour cannot be re")).toBeDefined();
  type("anch colour:red");
  expect(screen.getByText("Enter: Colour: Signal red")).toBeDefined();
  press("Enter");
  expect(state()).toEqual({ search: "anch", colour: ["red"], port: [] });
  expect(box().value).toBe("anch");
});

test("the name of a filter filters nothing while it is being typed, and is a word once Enter says so", () => {
  renderPage(<Ships />);
  for (const text of ["anch colour", "anch colour:", "anch port:", "anch nothing:"]) {
    type(text);
    expect(state()).toEqual({ search: "anch", colour: [], port: [] });
  }
  type("port:oslo ");
  expect(state().port).toEqual(["oslo"]);
  type("colour");
  press("Enter");
  expect(state().search).toBe("colour");
});

test("names and values of filters are offered, and chosen by the keyboard", async () => {
  renderPage(<Ships />);
  fireEvent.focus(box());
  type("anch co");
  const offered = await screen.findByRole("listbox", { name: "Filters to go on with" });
  expect(box().getAttribute("aria-controls")).toBe(offered.id);
  expect(box().getAttribute("aria-activedescendant")).toBeNull();
  press("ArrowDown");
  const option = screen.getByRole("option", { selected: true });
  expect(option.textContent).toBe("colour:Colour");
  expect(box().getAttribute("aria-activedescendant")).toBe(option.id);
  press("Enter");
  expect(box().value).toBe("anch colour:");
  expect(screen.getAllByRole("option").map(({ textContent }) => textContent)).toEqual(["Signal red", "Blue"]);
  press("ArrowUp");
  press("Escape");
  expect([box().value, screen.queryByRole("listbox")]).toEqual(["anch colour:", null]);
  press("ArrowDown");
  press("ArrowDown");
  press("Enter");
  expect(state()).toEqual({ search: "anch", colour: ["red"], port: [] });
  expect(box().value).toBe("anch");
  expect(screen.queryByRole("listbox")).toBeNull();
});

test("a value is chosen by a click too, and the box is not left for it", async () => {
  renderPage(<Ships />);
  fireEvent.focus(box());
  type("colour:bl");
  const option = await screen.findByRole("option", { name: "Blue" });
  expect(fireEvent.pointerDown(option)).toBe(false);
  fireEvent.click(option);
  expect(state().colour).toEqual(["blue"]);
});

test("nothing is offered over the rows once a filter is finished", () => {
  renderPage(<Ships />);
  fireEvent.focus(box());
  type("colour:red ");
  expect(state().colour).toEqual(["red"]);
  expect(screen.queryByRole("listbox")).toBeNull();
});

test("a blank ends a filter, but not within quotes", () => {
  renderPage(<Ships />);
  type('homeport:"new ');
  expect(state().port).toEqual([]);
  type('homeport:"new york" ');
  expect(state().port).toEqual(["new york"]);
  type("colour:red,BLUE ");
  expect(state().colour).toEqual(["red", "blue"]);
});

test("leaving the box means what stands in it", () => {
  renderPage(<Ships />);
  type("colour:blue ship");
  fireEvent.blur(box());
  expect(state()).toEqual({ search: "ship", colour: ["blue"], port: [] });
});

test("what cannot be stays in the box to be mended, and filters nothing", () => {
  renderPage(<Ships />);
  type("colour:mauve,red ship");
  press("Enter");
  expect(state()).toEqual({ search: "ship", colour: ["red"], port: [] });
  expect(box().value).toBe("colour:mauve ship");
});

test("everything can be edited as one text, and what is taken out of it is gone", () => {
  renderPage(<Ships />);
  type('colour:red homePort:"new york" anch ');
  fireEvent.click(screen.getByRole("button", { name: "Edit as text" }));
  expect(document.activeElement).toBe(box());
  expect(box().value).toBe('colour:red homePort:"new york" anch');
  type("homePort:oslo");
  press("Enter");
  expect(state()).toEqual({ search: "", colour: [], port: ["oslo"] });
});

test("Escape closes the offered filters first, and what was typed stays", async () => {
  renderPage(<Ships />);
  type("anch co");
  await screen.findByRole("listbox", { name: "Filters to go on with" });
  press("Escape");
  expect([box().value, screen.queryByRole("listbox")]).toEqual(["anch co", null]);
  press("Escape");
  expect(box().value).toBe("");
});

test("Escape takes back what was typed, and leaves the filters as they were while they are edited", () => {
  renderPage(<Ships />);
  type("colour:red ");
  fireEvent.click(screen.getByRole("button", { name: "Edit as text" }));
  type("colour:blue");
  press("Escape");
  expect(state()).toEqual({ search: "", colour: ["red"], port: [] });
  type("anch");
  press("Escape");
  expect(state()).toEqual({ search: "", colour: ["red"], port: [] });
  expect(box().value).toBe("");
});
