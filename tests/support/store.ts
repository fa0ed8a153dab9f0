import path from "node:path";
import { onTestFinished } from "vitest";
import { migrateSqlite } from "@/lib/server/store/sqlite/migrate";
import { openStore, type Store } from "@/lib/server/store/store";
import { temporaryFolder } from "./console";
import { SQLITE_MIGRATIONS } from "./database";

/** An empty database of the newest form, gone after the test. */
export function storeForTest(): { store: Store; file: string } {
  const file = path.join(temporaryFolder(), "castellan.db");
  migrateSqlite(file, SQLITE_MIGRATIONS);
  const store = openStore({ kind: "sqlite", file });
  onTestFinished(() => store.close());
  return { store, file };
}
