import path from "node:path";
import { onTestFinished } from "vitest";
import { migrate } from "@/lib/server/store/migrate";
import { openStore, type Store } from "@/lib/server/store/store";
import { temporaryFolder } from "./console";

export const MIGRATIONS = path.resolve("prisma/migrations");

/** An empty database of the newest form, gone after the test. */
export function storeForTest(): { store: Store; file: string } {
  const file = path.join(temporaryFolder(), "castellan.db");
  migrate(file, MIGRATIONS);
  const store = openStore(file);
  onTestFinished(() => store.close());
  return { store, file };
}
