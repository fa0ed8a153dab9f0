import "server-only";
import type { Database } from "../database";

/** That nothing is done outward for the time being, and what an administrator has said to it. */
export interface StoredHold {
  readonly since: Date;
  /** In words for people. */
  readonly because: string;
  /** Who has said that this is a copy to look at, and when; null while nobody has said anything. */
  readonly copy: { readonly at: Date; readonly by: string } | null;
}

/** Columns of the one row of the installation. */
export function createOutwardHoldStore(db: Database) {
  return {
    async find(): Promise<StoredHold | undefined> {
      const row = await db.installation.findFirst();
      if (!row?.outwardHeldSince) return undefined;
      const { outwardHeldSince: since, outwardHeldBecause, outwardAnswer, outwardAnsweredAt: at } = row;
      return {
        since,
        because: outwardHeldBecause ?? "",
        copy: outwardAnswer === "copy" && at ? { at, by: row.outwardAnsweredBy ?? "" } : null,
      };
    },
    /** False when it was held already: the first reason stands. */
    async begin(since: Date, because: string): Promise<boolean> {
      const { count } = await db.installation.updateMany({
        where: { outwardHeldSince: null },
        data: { ...NOT_HELD, outwardHeldSince: since, outwardHeldBecause: because },
      });
      return count === 1;
    },
    async keepAsCopy(at: Date, by: string): Promise<void> {
      await db.installation.updateMany({
        where: { outwardHeldSince: { not: null } },
        data: { outwardAnswer: "copy", outwardAnsweredAt: at, outwardAnsweredBy: by },
      });
    },
    async end(): Promise<void> {
      await db.installation.updateMany({ data: NOT_HELD });
    },
  };
}

const NOT_HELD = {
  outwardHeldSince: null,
  outwardHeldBecause: null,
  outwardAnswer: null,
  outwardAnsweredAt: null,
  outwardAnsweredBy: null,
};
