import { useSyncExternalStore } from "react";

// The same border as Tailwind's `max-sm`, at which rows become cards.
const phone = "(width < 40rem)";

function subscribe(onChange: () => void): () => void {
  if (typeof window.matchMedia !== "function") return () => undefined;
  const query = window.matchMedia(phone);
  query.addEventListener("change", onChange);
  return () => query.removeEventListener("change", onChange);
}

/** Whether rows are cards. On the server, and at first in the browser, they are taken for rows. */
export function useIsPhone(): boolean {
  return useSyncExternalStore(
    subscribe,
    () => typeof window.matchMedia === "function" && window.matchMedia(phone).matches,
    () => false,
  );
}
