// @vitest-environment jsdom
import { fireEvent, screen, within } from "@testing-library/react";
import { describe, expect, it, vi } from "vitest";
import { Page, renderPage, testNow } from "./support";
import { ShipTable, ships } from "./table-fixture";

const bodyRows = () => screen.getAllByRole("row").slice(1);
const said = () => screen.getAllByRole("status")[0]?.textContent;
const firstCells = () => bodyRows().map((row) => within(row).getAllByRole("cell")[0]?.textContent);

describe("the foot of a table", () => {
  const noun = { one: "ship", many: "ships" };

  it("says how many there are, how many are hidden and how old this is", () => {
    const onRefresh = vi.fn();
    const footer = { noun, total: 1200, shown: 1188, asOf: testNow - 130_000, onRefresh };
    const { container } = renderPage(<ShipTable footer={footer} />);
    expect(screen.getByText("1,200 ships · 12 filtered out")).toBeDefined();
    expect(said()).toBe("1,188 of 1,200 ships match");
    expect(container.textContent).toContain("as of 2 min ago");
    fireEvent.click(screen.getByRole("button", { name: "Refresh" }));
    expect(onRefresh).toHaveBeenCalledTimes(1);
  });

  it("speaks of one ship as one", () => {
    renderPage(<ShipTable rows={ships.slice(0, 1)} footer={{ noun, total: 1 }} />);
    expect(said()).toBe("1 ship");
  });

  it("asks for more where the server has more", () => {
    const onEndReached = vi.fn();
    renderPage(<ShipTable mode="server" hasMore onEndReached={onEndReached} />);
    expect(screen.getByRole("table").getAttribute("aria-rowcount")).toBe("-1");
    fireEvent.click(screen.getByRole("button", { name: "Load more" }));
    expect(onEndReached).toHaveBeenCalledTimes(1);
  });
});

describe("a table without rows", () => {
  const noun = { one: "ship", many: "ships" };
  const search = (value: string, onChange = vi.fn()) => ({ label: "Search ships", value, onChange });

  it("holds their places while they are read", () => {
    renderPage(<ShipTable rows={[]} state={{ loading: true, empty: "No ships yet" }} />);
    expect(screen.getByRole("table", { name: "Ships" }).getAttribute("aria-busy")).toBe("true");
    expect(said()).toBe("Loading");
    expect(screen.queryByText("No ships yet")).toBeNull();
  });

  it("says that there are none yet", () => {
    renderPage(<ShipTable rows={[]} state={{ empty: "No ships yet" }} footer={{ noun, total: 0 }} />);
    expect(screen.getByText("No ships yet")).toBeDefined();
  });

  it("says that none match, and clears the filters", () => {
    const onChange = vi.fn();
    renderPage(
      <ShipTable
        rows={[]}
        search={search("zzz", onChange)}
        state={{ empty: "No ships yet" }}
        footer={{ noun, total: 3, shown: 0 }}
      />,
    );
    expect(screen.getByText("No ships match")).toBeDefined();
    expect(screen.queryByText("No ships yet")).toBeNull();
    fireEvent.click(screen.getByRole("button", { name: "Clear filters" }));
    expect(onChange).toHaveBeenCalledWith("");
  });

  it("says why they could not be read, and tries again", () => {
    const retry = vi.fn();
    const error = { title: "The ships could not be read", message: "The harbour is closed.", retry };
    renderPage(<ShipTable rows={[]} search={search("zzz")} state={{ error, empty: "No ships yet" }} />);
    expect(screen.getByRole("alert").textContent).toContain("The harbour is closed.");
    expect(screen.queryByText("No ships yet")).toBeNull();
    fireEvent.click(screen.getByRole("button", { name: "Retry" }));
    expect(retry).toHaveBeenCalledTimes(1);
  });

  it("keeps the old rows when they cannot be read again", () => {
    const { rerender } = renderPage(<ShipTable state={{ fetching: true, loading: true }} />);
    expect(firstCells()).toHaveLength(3);
    const error = { title: "The ships could not be read", message: "The harbour is closed." };
    rerender(
      <Page>
        <ShipTable state={{ error }} />
      </Page>,
    );
    expect(firstCells()).toHaveLength(3);
    expect(screen.getByRole("alert").textContent).toContain("The ships could not be read");
  });
});
