import "server-only";
import type { WrappedDataKey } from "../vault/keyring";
import type { Database } from "./database";

/** The installation's identity and its wrapped data keys, oldest first. */
export function createInstallationStore(db: Database) {
  return {
    async id(): Promise<string | undefined> {
      return (await db.installation.findFirst())?.id;
    },
    async create(id: string, firstKey: WrappedDataKey): Promise<void> {
      await db.installation.create({ data: { id } });
      await db.dataKey.create({ data: firstKey });
    },
    async dataKeys(): Promise<WrappedDataKey[]> {
      const rows = await db.dataKey.findMany({ orderBy: { createdAt: "asc" } });
      return rows.map(({ id, wrapped, rootKeyId }) => ({ id, wrapped, rootKeyId }));
    },
    async rewrap({ id, wrapped, rootKeyId }: WrappedDataKey): Promise<void> {
      await db.dataKey.update({ where: { id }, data: { wrapped, rootKeyId } });
    },
  };
}
