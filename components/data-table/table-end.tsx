import { useEffect, useRef } from "react";
import { Button } from "@/components/ui/button";

/** The end of what is loaded: asks for more as it comes near, and by a button for those who do not scroll. */
export function TableEnd({ onEndReached, fetching }: { onEndReached: () => void; fetching: boolean }) {
  const end = useRef<HTMLDivElement>(null);
  const askForMore = useRef(onEndReached);
  useEffect(() => {
    askForMore.current = onEndReached;
  });
  useEffect(() => {
    const element = end.current;
    // Watched anew after every answer: an end that never left the view would not report again.
    if (!element || fetching || typeof IntersectionObserver === "undefined") return;
    const observer = new IntersectionObserver(
      (entries) => {
        if (entries.some((entry) => entry.isIntersecting)) askForMore.current();
      },
      { root: element.closest("[data-table-scroller]"), rootMargin: "400px" },
    );
    observer.observe(element);
    return () => observer.disconnect();
  }, [fetching]);
  return (
    <div ref={end} className="sticky left-0 flex h-12 items-center justify-center border-t">
      <Button variant="ghost" size="sm" pending={fetching} pendingLabel="Loading…" onClick={onEndReached}>
        Load more
      </Button>
    </div>
  );
}
