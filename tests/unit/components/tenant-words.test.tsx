// @vitest-environment jsdom
import { render, screen } from "@testing-library/react";
import { expect, it } from "vitest";
import { RegionName, regionWords } from "@/components/tenants/region-name";
import { TenantStatus } from "@/components/tenants/tenant-status";

it("shows a status that nobody knows by Qlik's own word, without saying that it is good or bad", () => {
  render(<TenantStatus status="hibernating-for-now" />);
  const status = screen.getByText("Hibernating for now");
  expect(status.closest("[class*=text-danger],[class*=text-success],[class*=text-warning]")).toBeNull();
});

it("shows a region that nobody knows by its code, and one that is known with its place", () => {
  render(<RegionName code="moon-north-1" />);
  expect(screen.getByText("moon-north-1").textContent).toBe("moon-north-1");
  expect([regionWords("moon-north-1"), regionWords("eu-west-1")]).toEqual([
    "moon-north-1",
    expect.stringMatching(/^eu-west-1 · .*Ireland/),
  ]);
});
