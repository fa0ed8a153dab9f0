import { useCallback, useEffect, useRef } from "react";

/**
 * One function for all renders that does what the newest would, so that nothing it is given to need be made anew. For
 * what happens on the page, not for use while rendering.
 */
export function useSteadyCallback<Args extends readonly unknown[]>(
  callback: (...args: Args) => void,
): (...args: Args) => void {
  const newest = useRef(callback);
  useEffect(() => {
    newest.current = callback;
  });
  return useCallback((...args) => newest.current(...args), []);
}
