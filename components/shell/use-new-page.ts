import { useEffect, useRef, useState } from "react";

/**
 * A page that is reached by a link begins at its beginning: without this the focus would stay on the link, or nowhere
 * when the link went with the old page. What the new page has given the focus to keeps it.
 * Returns the title of the page that one has come to, to be said.
 */
export function useNewPage(pathname: string): string {
  const shown = useRef(pathname);
  const before = useRef("");
  const [title, setTitle] = useState("");
  useEffect(() => {
    silenceNext();
    if (shown.current === pathname) {
      before.current = document.title;
      return;
    }
    shown.current = pathname;
    const main = document.getElementById("main");
    const focused = document.activeElement;
    const isTaken = main?.contains(focused) || focused?.closest('[role="dialog"], [role="alertdialog"]');
    if (!isTaken) main?.focus({ preventScroll: true });
    // A title comes a moment after its page.
    const say = () => {
      if (document.title === "" || document.title === before.current) return;
      before.current = document.title;
      setTitle(document.title);
    };
    say();
    const observer = new MutationObserver(say);
    observer.observe(document.head, { childList: true, subtree: true, characterData: true });
    return () => observer.disconnect();
  }, [pathname]);
  return title;
}

/**
 * Next's own announcer looks for the title before it has come, says the heading instead, and the title with the next
 * change of the address, in the midst of a search; two parts of one tenant it does not tell apart at all.
 */
function silenceNext(): void {
  const announcer = document.querySelector("next-route-announcer")?.shadowRoot?.firstElementChild;
  announcer?.setAttribute("aria-live", "off");
  announcer?.removeAttribute("role");
}
