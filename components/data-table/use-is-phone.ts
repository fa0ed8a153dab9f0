import { useSyncExternalStore } from "react";

let query: MediaQueryList | undefined;

/** The same border as Tailwind's `max-sm`, at which rows become cards. One for all: a browser is slow to make them. */
function phone(): MediaQueryList | undefined {
  if (typeof window.matchMedia === "function") query ??= window.matchMedia("(width < 40rem)");
  return query;
}

function subscribe(onChange: () => void): () => void {
  const watched = phone();
  watched?.addEventListener("change", onChange);
  return () => watched?.removeEventListener("change", onChange);
}

/** Whether rows are cards. On the server, and at first in the browser, they are taken for rows. */
export function useIsPhone(): boolean {
  return useSyncExternalStore(
    subscribe,
    () => phone()?.matches ?? false,
    () => false,
  );
}
