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
