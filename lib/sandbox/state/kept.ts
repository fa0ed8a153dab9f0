import type { SandboxState } from "./state";

/**
 * What a resource keeps, made once for each sandbox, at its first use, and cleared when everything is reset. Declare
 * it beside the resource; routes, the control API and tests ask the same function for it.
 */
export function kept<Kept extends { clear(): void }>(
  create: (state: SandboxState) => Kept,
): (state: SandboxState) => Kept {
  const made = new WeakMap<SandboxState, Kept>();
  return (state) => {
    const known = made.get(state);
    if (known) return known;
    const fresh = create(state);
    made.set(state, fresh);
    state.onReset(() => fresh.clear());
    return fresh;
  };
}
