// @vitest-environment jsdom
import { screen } from "@testing-library/react";
import { expect, it } from "vitest";
import { CoverageNote } from "@/components/tenants/coverage-note";
import { renderPage } from "./support";

const said = (tenants: number, connected: number, readable = connected) =>
  renderPage(<CoverageNote coverage={{ tenants, connected, readable }} />).container.textContent;

it("says in how many tenants was looked, and leads to those that are not connected", () => {
  expect(said(60, 20)).toBe("In 20 of 60 tenants; 40 are not connected.");
  expect(screen.getByRole("link", { name: "40 are not connected" }).getAttribute("href")).toBe(
    "/tenants?connection=none",
  );
});

it("counts what could not be read as not looked at", () => {
  expect(said(60, 20, 18)).toBe("In 18 of 60 tenants; 40 are not connected, 2 could not be read.");
  expect(said(3, 3, 2)).toBe("In 2 of 3 tenants; 1 could not be read.");
  expect(said(2, 1, 0)).toBe("In none of 2 tenants; 1 is not connected, 1 could not be read.");
});

it("says so when nothing is missing, and nothing where there is no tenant", () => {
  expect(said(60, 60)).toBe("In all 60 tenants.");
  expect(said(1, 1)).toBe("In the only tenant.");
  expect(said(0, 0)).toBe("");
});
