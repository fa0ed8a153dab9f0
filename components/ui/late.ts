import { useSyncExternalStore } from "react";

export type Late<Module> = {
  /** Fetches it once; after a failure the next call tries again. */
  load: () => Promise<Module>;
  /** As {@link Late.load}, for when it is likely to be needed soon: that it failed shows when it is needed. */
  prepare: () => void;
  /** The module as soon as it is there. */
  useLoaded: () => Module | undefined;
};

/** Code that a page can be read without: it is fetched when somebody comes near to what needs it. */
export function late<Module>(fetchModule: () => Promise<Module>): Late<Module> {
  let loaded: Module | undefined;
  let loading: Promise<Module> | undefined;
  const listeners = new Set<() => void>();

  function subscribe(listener: () => void) {
    listeners.add(listener);
    return () => void listeners.delete(listener);
  }
  function load(): Promise<Module> {
    loading ??= fetchModule().then(
      (module) => {
        loaded = module;
        for (const listener of listeners) listener();
        return module;
      },
      (failure) => {
        loading = undefined;
        throw failure;
      },
    );
    return loading;
  }
  return {
    load,
    prepare: () => void load().catch(() => undefined),
    useLoaded: () =>
      useSyncExternalStore(
        subscribe,
        () => loaded,
        () => undefined,
      ),
  };
}
