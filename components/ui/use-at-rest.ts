import { useEffect, useState } from "react";
import type { Late } from "./late";

const RESTS_AFTER_MS = 1000;

/** Whether a page has stood for a moment: the time for what nobody waits for. */
export function useAtRest(): boolean {
  const [atRest, setAtRest] = useState(false);
  useEffect(() => {
    const timer = setTimeout(() => setAtRest(true), RESTS_AFTER_MS);
    return () => clearTimeout(timer);
  }, []);
  return atRest;
}

/** Code that is fetched at rest; undefined until it is there. */
export function usePrepared<Module>({ prepare, useLoaded }: Late<Module>): Module | undefined {
  const atRest = useAtRest();
  useEffect(() => {
    if (atRest) prepare();
  }, [atRest, prepare]);
  return useLoaded();
}
