// @vitest-environment jsdom
import { QueryClient, QueryClientProvider } from "@tanstack/react-query";
import { fireEvent, screen } from "@testing-library/react";
import { expect, test, vi } from "vitest";
import { ChosenForm } from "@/components/connection-drafts/region-form";
import { renderPage } from "./support";

vi.mock("next/navigation", () => ({ useRouter: () => ({ push: () => undefined }) }));

const tenantOf = (organization: string) => ({
  id: `tenant-${organization}`,
  name: `Tenant of ${organization}`,
  hostname: `${organization.toLowerCase()}.eu.qlikcloud.com`,
  regionCode: "eu-west-1",
  organizationId: `org-${organization}`,
  organizationName: organization,
  isConnected: false,
});

test("a secret is let out to the organizations it was let out to, and to no other one that is chosen later", () => {
  renderPage(
    <QueryClientProvider client={new QueryClient()}>
      <ChosenForm tenants={["Alba", "Brig", "Chur"].map(tenantOf)} />
    </QueryClientProvider>,
  );
  const tick = (organization: string) =>
    fireEvent.click(screen.getByRole("checkbox", { name: new RegExp(`Tenant of ${organization}`) }));
  const consent = () => screen.queryByRole<HTMLInputElement>("checkbox", { name: /^Send this client/ });
  const isRefused = () => screen.getByRole("button", { name: /^Import/ }).ariaDisabled === "true";

  expect([consent(), isRefused()]).toEqual([null, false]);
  tick("Brig");
  expect(screen.getByText("These tenants belong to 2 organizations: Alba and Brig")).toBeTruthy();
  expect(isRefused()).toBe(true);
  fireEvent.click(consent() as HTMLInputElement);
  expect([consent()?.checked, isRefused()]).toEqual([true, false]);

  tick("Brig");
  tick("Chur");
  expect([consent()?.checked, isRefused()]).toEqual([false, true]);
});
