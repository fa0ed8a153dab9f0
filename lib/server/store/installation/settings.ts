import "server-only";
import type { z } from "zod";
import type { Database } from "../database";
import { readJson } from "../rows/stored-json";

/** Names of settings. */
export const SIGN_IN = "sign-in";

/** What administrators have decided for the whole console, by name. */
export function createSettingStore(db: Database) {
  return {
    /** Null where nobody has decided yet, or what was decided is of an older kind. */
    async read<Schema extends z.ZodType>(name: string, schema: Schema): Promise<z.infer<Schema> | null> {
      const row = await db.setting.findUnique({ where: { name } });
      return readJson(schema, row?.value ?? null);
    },
    async put(name: string, value: object, updatedAt: Date): Promise<void> {
      const data = { value: JSON.stringify(value), updatedAt };
      await db.setting.upsert({ where: { name }, create: { name, ...data }, update: data });
    },
  };
}
