// @vitest-environment jsdom
import { QueryClient, QueryClientProvider } from "@tanstack/react-query";
import { screen } from "@testing-library/react";
import type { ReactNode } from "react";
import { afterEach, expect, test, vi } from "vitest";
import { NoFleetTokens } from "@/components/fleet-tokens/no-fleet-tokens";
import { FailuresCard } from "@/components/overview/failures-card";
import { UserHeader } from "@/components/users/user-header";
import { organizationsQuery } from "@/lib/client/queries/organizations";
import type { TokenInventory } from "@/lib/contracts/token-inventory";
import { renderPage } from "./support";

afterEach(() => vi.unstubAllGlobals());

const show = (children: ReactNode, outcome: "failed" | "succeeded" = "succeeded") => {
  const client = new QueryClient({ defaultOptions: { queries: { retry: false, staleTime: Infinity } } });
  client.setQueryData(organizationsQuery().queryKey, {
    data: [{ id: "o", lastSync: { outcome } }],
  } as never);
  return renderPage(<QueryClientProvider client={client}>{children}</QueryClientProvider>);
};

test("where an organization could not be read it is not said that every connection works", () => {
  show(<FailuresCard failing={[]} total={0} connected={3} />, "failed");
  expect(screen.queryByText(/Every connection/)).toBeNull();
  expect(screen.getByText("1 organization could not be read.")).toBeDefined();
});

test("every connection works where there is one and nothing failed", () => {
  const { unmount } = show(<FailuresCard failing={[]} total={0} connected={3} />);
  expect(screen.getByText("Every connection that was made works.")).toBeDefined();
  unmount();
  show(<FailuresCard failing={[]} total={0} connected={0} />);
  expect(screen.queryByText(/Every connection/)).toBeNull();
});

test.each([
  [{ tenants: 3, unread: 3, reading: 1 }, "The tokens are being read for the first time"],
  [{ tenants: 3, unread: 0, reading: 3 }, "No connected tenant has OAuth tokens"],
  [{ tenants: 3, unread: 1, reading: 2 }, "No OAuth tokens so far"],
  [{ tenants: 3, unread: 1, reading: 0, unreadable: [{}] }, "No tenant that could be read has OAuth tokens"],
  [{ tenants: 3, unread: 3, reading: 0, unreadable: [{}] }, "No tenant could be read"],
])("of an inventory without tokens %o it is said: %s", (of, title) => {
  show(<NoFleetTokens inventory={{ unreadable: [], ...of } as unknown as TokenInventory} />);
  expect(screen.getByText(title)).toBeDefined();
});

test("somebody whom Qlik knows no more is called as they were, and said to be unlisted", async () => {
  const problem = { code: "not_found", title: "Not found", detail: "No such user.", requestId: "r" };
  vi.stubGlobal("fetch", async () => Response.json(problem, { status: 404 }));
  show(
    <UserHeader
      tenant={{ id: "t", name: "Acme" }}
      userId="u-1"
      lastKnown={{ name: "Ada Lovelace", email: "ada@example.com" }}
    />,
  );
  expect(await screen.findByText("Unlisted")).toBeDefined();
  expect(screen.getByRole("heading", { name: "Ada Lovelace" })).toBeDefined();
  expect(screen.getByText("ada@example.com")).toBeDefined();
  expect(screen.getByText(/^Qlik knows no user with this ID/)).toBeDefined();
});
