// @vitest-environment jsdom
import { act, cleanup, fireEvent, render, screen } from "@testing-library/react";
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import type { DropdownMenu } from "@/components/ui/dropdown-menu";
import type { Late } from "@/components/ui/late";
import type { MenuItem } from "@/components/ui/menu-parts";

// Modules anew for each test, as on a page that has just been opened: `support` would have fetched the code of menus.
beforeEach(() => vi.resetModules());
afterEach(cleanup);
globalThis.ResizeObserver ??= class {
  observe() {}
  unobserve() {}
  disconnect() {}
};

// The code is read from many files here, not from one.
const patience = { timeout: 15_000 };

async function openPage() {
  const { DropdownMenu } = await import("@/components/ui/dropdown-menu");
  const { MenuItem } = await import("@/components/ui/menu-items");
  const onSelect = vi.fn();
  render(
    <DropdownMenu trigger={<button type="button">More</button>}>
      <MenuItem onSelect={onSelect}>Rename</MenuItem>
      <MenuItem>Remove</MenuItem>
    </DropdownMenu>,
  );
  return { button: screen.getByRole("button", { name: "More" }), onSelect };
}

interface LateMenuProps {
  readonly Menu: typeof DropdownMenu;
  readonly Item: typeof MenuItem;
  readonly items: Late<{ words: string }>;
}

function LateMenu({ Menu, Item, items }: LateMenuProps) {
  const loaded = items.useLoaded();
  return (
    <Menu needs={items} trigger={<button type="button">More</button>}>
      {loaded ? <Item>{loaded.words}</Item> : null}
    </Menu>
  );
}

describe("a menu that is opened before its code is there", () => {
  it("says at once that it opens, and opens as soon as it can", async () => {
    const { button, onSelect } = await openPage();
    fireEvent.pointerDown(button, { button: 0, ctrlKey: false });
    expect(button.getAttribute("aria-expanded")).toBe("true");
    expect(screen.queryByRole("menu")).toBeNull();
    const menu = await screen.findByRole("menu", { name: "More" }, patience);
    expect(button.getAttribute("aria-controls")).toBe(menu.id);
    fireEvent.click(screen.getByRole("menuitem", { name: "Rename" }));
    expect(onSelect).toHaveBeenCalledTimes(1);
    expect(screen.queryByRole("menu")).toBeNull();
    await vi.waitFor(() => expect(document.activeElement).toBe(button));
  });

  it("begins at its first item when it was opened by a key", async () => {
    const { button } = await openPage();
    act(() => button.focus());
    fireEvent.keyDown(button, { key: "Enter" });
    await screen.findByRole("menu", {}, patience);
    await vi.waitFor(
      () => expect(document.activeElement).toBe(screen.getByRole("menuitem", { name: "Rename" })),
      patience,
    );
  });

  it("waits for what is in it, where that comes late too", async () => {
    const { late } = await import("@/components/ui/late");
    let arrive: (items: { words: string }) => void = () => undefined;
    const items = late(() => new Promise<{ words: string }>((resolve) => (arrive = resolve)));
    render(
      <LateMenu
        Menu={(await import("@/components/ui/dropdown-menu")).DropdownMenu}
        Item={(await import("@/components/ui/menu-parts")).MenuItem}
        items={items}
      />,
    );
    const button = screen.getByRole("button", { name: "More" });
    act(() => button.focus());
    fireEvent.keyDown(button, { key: "Enter" });
    await act(() => import("@/components/ui/menu-parts"));
    expect(button.getAttribute("aria-expanded")).toBe("true");
    expect(screen.queryByRole("menu")).toBeNull();
    await act(async () => arrive({ words: "Rename" }));
    await vi.waitFor(
      () => expect(document.activeElement).toBe(screen.getByRole("menuitem", { name: "Rename" })),
      patience,
    );
  });

  it("tries again at the next click where its code could not be fetched", async () => {
    const { late } = await import("@/components/ui/late");
    const fetchModule = vi.fn().mockRejectedValueOnce(new Error("offline")).mockResolvedValue({ it: "here" });
    const code = late<{ it: string }>(fetchModule);
    await expect(code.load()).rejects.toThrow("offline");
    await expect(code.load()).resolves.toEqual({ it: "here" });
    await code.load();
    expect(fetchModule).toHaveBeenCalledTimes(2);
  });
});
