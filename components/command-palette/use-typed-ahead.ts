import { useCallback, useEffectEvent, useLayoutEffect, useRef } from "react";

/**
 * Keeps what is typed between Ctrl K and the moment the palette has the focus: its code may still be on its way, and
 * until then the keys would reach whatever has the focus.
 * @returns ends it, and says what was typed; nothing where it had ended
 */
export function useTypedAhead(isAskedFor: boolean, onEscape: () => void): () => string {
  const kept = useRef<KeptKeys>(undefined);
  const leave = useEffectEvent(onEscape);
  // A layout effect comes before the palette, which may be there at once, takes the focus.
  useLayoutEffect(() => {
    if (!isAskedFor) return;
    const keys = keepKeys(() => leave());
    kept.current = keys;
    return () => void keys.take();
  }, [isAskedFor]);
  return useCallback(() => kept.current?.take() ?? "", []);
}

interface KeptKeys {
  readonly take: () => string;
}

function keepKeys(onEscape: () => void): KeptKeys {
  let typed = "";
  function onKeyDown(event: KeyboardEvent) {
    if (isShortcut(event)) return;
    event.preventDefault();
    event.stopPropagation();
    if (event.key === "Escape") onEscape();
    else typed = withKey(typed, event.key);
  }
  // Before anything in the page sees it.
  document.addEventListener("keydown", onKeyDown, true);
  return {
    take: () => {
      document.removeEventListener("keydown", onKeyDown, true);
      const text = typed;
      typed = "";
      return text;
    },
  };
}

/** Characters that need the key AltGr come with Ctrl and Alt on some systems. */
const isShortcut = (event: KeyboardEvent): boolean =>
  (event.ctrlKey || event.metaKey || event.altKey) && !event.getModifierState("AltGraph");

/** Keys that write nothing have names of several letters. */
function withKey(text: string, key: string): string {
  if (key === "Backspace") return [...text].slice(0, -1).join("");
  return [...key].length === 1 ? text + key : text;
}
