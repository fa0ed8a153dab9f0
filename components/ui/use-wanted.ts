import { useEffect, useEffectEvent } from "react";
import type { Late } from "./late";
import { toast } from "./toast";

/**
 * Late code that is fetched once it is `wanted`; undefined until it is there. Where it cannot be fetched, whoever wanted
 * it is told, and `onFailure` takes back that it is wanted: the next time it is tried again.
 */
export function useWanted<Module>(
  { load, useLoaded }: Late<Module>,
  wanted: boolean,
  onFailure: () => void,
): Module | undefined {
  const loaded = useLoaded();
  const isMissing = wanted && loaded === undefined;
  const fail = useEffectEvent(() => {
    toast.error("That could not be opened", {
      // What needs two of them fails once.
      id: "not-loaded",
      description:
        "The console did not answer, or was updated meanwhile. Try again, and if it happens again, reload the page.",
    });
    onFailure();
  });
  useEffect(() => {
    if (isMissing) load().catch(() => fail());
  }, [isMissing, load]);
  return loaded;
}
