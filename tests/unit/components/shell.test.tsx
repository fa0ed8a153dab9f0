// @vitest-environment jsdom
import { fireEvent, screen, within } from "@testing-library/react";
import type { ReactNode } from "react";
import { describe, expect, it, vi } from "vitest";
import { AppFrame } from "@/components/shell/app-frame";
import { isCurrent, type NavItem } from "@/components/shell/navigation";
import { renderPage } from "./support";

const address = vi.hoisted(() => ({ pathname: "/tenants/t1" }));
vi.mock("next/navigation", () => ({ usePathname: () => address.pathname }));

const items: NavItem[] = [
  { label: "Overview", href: "/", icon: "overview" },
  { label: "Tenants", href: "/tenants", icon: "tenants" },
  { label: "Credentials", href: "/credentials", icon: "credentials", attention: 2 },
];

const account = { name: "Ada <b>Lovelace</b>", email: "ada@example.com", role: "Administrator" };

function frame(onSignOut = vi.fn(), page: ReactNode = <h1>Acme</h1>) {
  return (
    <AppFrame items={items} account={account} onSignOut={onSignOut}>
      {page}
    </AppFrame>
  );
}

function open(onSignOut = vi.fn()) {
  address.pathname = "/tenants/t1";
  return { onSignOut, ...renderPage(frame(onSignOut)) };
}

const navigation = () => screen.getByRole("navigation", { name: "Main" });

describe("the frame around every page", () => {
  it("marks where one is, on pages below a section too", () => {
    open();
    const current = within(navigation())
      .getAllByRole("link")
      .filter((link) => link.getAttribute("aria-current") === "page");
    expect(current.map((link) => link.textContent)).toEqual(["Tenants"]);
  });

  it("takes no section for another whose address begins alike", () => {
    expect(isCurrent({ href: "/tenants" }, "/tenants-old")).toBe(false);
    expect(isCurrent({ href: "/" }, "/tenants")).toBe(false);
    expect(isCurrent({ href: "/" }, "/")).toBe(true);
  });

  it("lets the keyboard skip to the page", () => {
    open();
    const skip = screen.getByRole("link", { name: "Skip to content" });
    expect(document.querySelector(skip.getAttribute("href") ?? "")).toBe(screen.getByRole("main"));
  });

  it("begins a page that one comes to at its beginning, unless the page begins elsewhere itself", () => {
    const { rerender } = open();
    const link = within(navigation()).getByRole("link", { name: "Overview" });
    link.focus();
    rerender(frame());
    expect(document.activeElement).toBe(link);
    address.pathname = "/";
    rerender(frame());
    expect(document.activeElement).toBe(screen.getByRole("main"));
    address.pathname = "/credentials";
    // biome-ignore lint/a11y/noAutofocus: it is what is tried here
    rerender(frame(vi.fn(), <input key="new" autoFocus aria-label="Name" />));
    expect(document.activeElement).toBe(screen.getByRole("textbox", { name: "Name" }));
  });

  it("keeps the names of the sections when the sidebar is collapsed", () => {
    open();
    fireEvent.click(screen.getByRole("button", { name: "Collapse sidebar" }));
    expect(within(navigation()).getByRole("link", { name: "Tenants" })).toBeDefined();
    expect(within(navigation()).getByRole("link", { name: /Credentials/ }).textContent).toContain(
      "need attention",
    );
    expect(screen.getByRole("button", { name: "Expand sidebar" })).toBeDefined();
  });

  it("tells who is signed in as what, and signs out", () => {
    const { onSignOut } = open();
    fireEvent.keyDown(screen.getByRole("button", { name: /^Account: Ada/ }), { key: "Enter" });
    expect(screen.getByText("Ada <b>Lovelace</b>")).toBeDefined();
    expect(screen.getByText("Administrator")).toBeDefined();
    fireEvent.click(screen.getByRole("menuitem", { name: "Sign out" }));
    expect(onSignOut).toHaveBeenCalledTimes(1);
  });

  it("opens the navigation in a drawer on a phone", async () => {
    open();
    fireEvent.click(screen.getByRole("button", { name: "Open navigation" }));
    const drawer = await screen.findByRole("dialog", { name: "Navigation" });
    const link = within(drawer).getByRole("link", { name: "Tenants" });
    link.addEventListener("click", (event) => event.preventDefault());
    fireEvent.click(link);
    expect(screen.queryByRole("dialog")).toBeNull();
  });
});
