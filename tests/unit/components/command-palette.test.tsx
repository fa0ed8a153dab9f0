// @vitest-environment jsdom
import { QueryClient, QueryClientProvider } from "@tanstack/react-query";
import { act, fireEvent, screen } from "@testing-library/react";
import { expect, it, vi } from "vitest";
import { CommandPalette } from "@/components/command-palette/command-palette";
import type { NavItem } from "@/components/shell/navigation";
import { renderPage } from "./support";

vi.mock("next/navigation", () => ({ useRouter: () => ({ push: vi.fn() }) }));
vi.stubGlobal("fetch", () => new Promise(() => undefined));

const pages: NavItem[] = [
  { label: "Overview", href: "/", icon: "overview" },
  { label: "Tokens", href: "/tokens", icon: "tokens" },
];

it("what was typed before the palette was there is searched for, and the first that is found is chosen", async () => {
  renderPage(
    <QueryClientProvider client={new QueryClient()}>
      <CommandPalette pages={pages} pageActions={[]} onSignOut={vi.fn()} />
    </QueryClientProvider>,
  );
  fireEvent.keyDown(document.body, { key: "k", ctrlKey: true });
  for (const key of "Tokens") fireEvent.keyDown(document.body, { key });
  const input = await screen.findByRole<HTMLInputElement>("combobox");
  expect(input.value).toBe("Tokens");
  await act(async () => undefined);
  expect(screen.getAllByRole("option").map((option) => option.textContent)).toEqual(["Tokens"]);
  expect(screen.getByRole("option", { selected: true }).textContent).toBe("Tokens");
});
