/** Every shortcut of the console, as the list under "?" tells it. */
export const shortcuts: readonly { readonly keys: readonly string[]; readonly does: string }[] = [
  { keys: ["Ctrl or ⌘", "K"], does: "Search tenants, users, pages and actions" },
  { keys: ["?"], does: "Show this list" },
  { keys: ["Esc"], does: "Close what is open, or empty a search" },
  { keys: ["↑", "↓"], does: "Move through a menu or what a search found" },
  { keys: ["Enter"], does: "Open what is chosen" },
];
