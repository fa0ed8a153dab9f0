import "server-only";
import type { Database } from "../database";

/** The one-time link for the first administrator; only the hash of its token is kept. */
export function createSetupLinkStore(db: Database) {
  return {
    async replace(tokenHash: string): Promise<void> {
      await db.setupLink.upsert({
        where: { id: 1 },
        create: { id: 1, tokenHash },
        update: { tokenHash, createdAt: new Date() },
      });
    },
    /** True when it was there: whoever takes it first has it, the next one gets nothing. */
    async take(tokenHash: string): Promise<boolean> {
      const { count } = await db.setupLink.deleteMany({ where: { tokenHash } });
      return count === 1;
    },
    async exists(tokenHash: string): Promise<boolean> {
      return (await db.setupLink.count({ where: { tokenHash } })) === 1;
    },
    async clear(): Promise<void> {
      await db.setupLink.deleteMany();
    },
  };
}
