/** Every shortcut of the console, as the list under "?" tells it. */
export const shortcuts: readonly { readonly keys: readonly string[]; readonly does: string }[] = [
  { keys: ["Ctrl or ⌘", "K"], does: "Search tenants, users, pages and actions" },
  { keys: ["?"], does: "Show this list" },
  { keys: ["Esc"], does: "Close what is open, or empty a search" },
  { keys: ["↑", "↓"], does: "Move through a menu or what a search found" },
  { keys: ["Enter"], does: "Open what is chosen" },
];

type Key = Pick<KeyboardEvent, "key" | "ctrlKey" | "metaKey" | "altKey" | "target" | "defaultPrevented">;

export const opensPalette = ({ key, ctrlKey, metaKey, altKey }: Key): boolean =>
  key.toLowerCase() === "k" && (ctrlKey || metaKey) && !altKey;

/** Not while somebody writes: there "?" is a question mark. */
export function opensShortcuts({ key, ctrlKey, metaKey, target, defaultPrevented }: Key): boolean {
  if (key !== "?" || ctrlKey || metaKey || defaultPrevented) return false;
  return !(
    target instanceof Element &&
    target.closest("input, textarea, select, [contenteditable='true'], [role='dialog'], [role='alertdialog']")
  );
}
