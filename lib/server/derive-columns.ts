import "server-only";
import { DERIVED_BY } from "./store/derived/derived-columns";
import type { Store } from "./store/store";

/**
 * Brings what is searched and sorted by up to this program, once after each that derives it in another way, be it newer
 * or older. Two that start at once do the same twice.
 */
export async function deriveColumns(store: Store): Promise<void> {
  if ((await store.installation.derivedBy()) === DERIVED_BY) return;
  for (const what of ["organizations", "tenants", "credentials", "inventory", "groups", "audit"] as const) {
    let after: string | undefined = "";
    // A transaction for each page: whoever writes meanwhile waits no longer than that.
    while (after !== undefined) {
      const from: string = after;
      after = await store.transaction((entities) => entities.derivedColumns[what](from));
    }
  }
  await store.installation.keepDerivedBy(DERIVED_BY);
}
