import { useCallback, useEffect, useEffectEvent, useRef, useState } from "react";

/**
 * Keeps what is typed between Ctrl K and the moment the palette can take it: its code may still be on its way, and
 * until then the keys would reach whatever has the focus.
 * @returns takes what was typed, once the palette is there
 */
export function useTypedAhead(isAskedFor: boolean, onEscape: () => void): () => string {
  const [isThere, setIsThere] = useState(false);
  const typed = useRef("");
  const isWaiting = isAskedFor && !isThere;
  const onKeyDown = useEffectEvent((event: KeyboardEvent) => {
    if (isShortcut(event)) return;
    event.preventDefault();
    event.stopPropagation();
    if (event.key === "Escape") onEscape();
    else typed.current = withKey(typed.current, event.key);
  });
  useEffect(() => {
    if (!isWaiting) return;
    const listen = (event: KeyboardEvent) => onKeyDown(event);
    // Before anything in the page sees it.
    document.addEventListener("keydown", listen, true);
    return () => {
      document.removeEventListener("keydown", listen, true);
      typed.current = "";
    };
  }, [isWaiting]);
  return useCallback(() => {
    setIsThere(true);
    const text = typed.current;
    typed.current = "";
    return text;
  }, []);
}

/** Characters that need the key AltGr come with Ctrl and Alt on some systems. */
const isShortcut = (event: KeyboardEvent): boolean =>
  (event.ctrlKey || event.metaKey || event.altKey) && !event.getModifierState("AltGraph");

/** Keys that write nothing have names of several letters. */
function withKey(text: string, key: string): string {
  if (key === "Backspace") return [...text].slice(0, -1).join("");
  return [...key].length === 1 ? text + key : text;
}
