import "server-only";
import type { KeyPurpose, WrappedDataKey } from "../../vault/keyring";
import type { Database } from "../database";
import type { DataKey as DataKeyRow } from "../generated/client";
import { isUniqueViolation } from "../unique-violations";

export interface DataKeyFacts {
  readonly id: string;
  readonly purpose: KeyPurpose;
  readonly rootKeyId: string;
  readonly createdAt: Date;
  readonly retiredAt: Date | null;
}

export interface ConfirmedBackup {
  readonly rootKeyId: string;
  readonly at: Date;
  /** Name of the person. */
  readonly by: string;
  /** Over all of this; null on one from before there was one. */
  readonly mac: string | null;
}

/** The installation's identity and its wrapped data keys, oldest first. */
export function createInstallationStore(db: Database) {
  return {
    async id(): Promise<string | undefined> {
      return (await db.installation.findFirst())?.id;
    },
    async create(id: string, firstKeys: readonly WrappedDataKey[], statement: string): Promise<void> {
      await db.installation.create({ data: { id, statement } });
      for (const key of firstKeys) await db.dataKey.create({ data: key });
    },
    /** What the installation says of itself; null where somebody has taken it away. */
    async statement(): Promise<string | null> {
      return (await db.installation.findFirst())?.statement ?? null;
    },
    async keepStatement(statement: string): Promise<void> {
      await db.installation.updateMany({ data: { statement } });
    },
    /** Of every purpose, retired ones too: an older backup may still need them. */
    async dataKeys(): Promise<WrappedDataKey[]> {
      const rows = await db.dataKey.findMany({ orderBy: [{ createdAt: "asc" }, { id: "asc" }] });
      return rows.map(toWrapped);
    },
    /** False when there is a key of this id already, whoever made it. Never inside a transaction. */
    async addKeyOnce(key: WrappedDataKey): Promise<boolean> {
      return db.dataKey.create({ data: key }).then(
        () => true,
        (error: unknown) => {
          if (isUniqueViolation(error)) return false;
          throw error;
        },
      );
    },
    /** With what is known of each beside its key. */
    async describeDataKeys(): Promise<DataKeyFacts[]> {
      const rows = await db.dataKey.findMany({ orderBy: [{ createdAt: "asc" }, { id: "asc" }] });
      return rows.map(({ id, purpose, rootKeyId, createdAt, retiredAt }) => ({
        id,
        purpose: purposeOf(purpose),
        rootKeyId,
        createdAt,
        retiredAt,
      }));
    },
    /** Adds the key that seals from now on: newer than every other, whatever the clocks say. */
    async addKey(key: WrappedDataKey, now: Date): Promise<void> {
      const newest = await db.dataKey.findFirst({ orderBy: { createdAt: "desc" } });
      const createdAt = new Date(Math.max(now.getTime(), (newest?.createdAt.getTime() ?? 0) + 1));
      await db.dataKey.create({ data: { ...key, createdAt } });
    },
    async retireKey(id: string, at: Date): Promise<void> {
      await db.dataKey.updateMany({ where: { id, retiredAt: null }, data: { retiredAt: at } });
    },
    /** Of which root key somebody has last said that a backup of it is stored. */
    async confirmedBackup(): Promise<ConfirmedBackup | undefined> {
      const row = await db.installation.findFirst();
      if (!row?.backupConfirmedFor || !row.backupConfirmedAt) return undefined;
      return {
        rootKeyId: row.backupConfirmedFor,
        at: row.backupConfirmedAt,
        by: row.backupConfirmedBy ?? "",
        mac: row.backupConfirmedMac,
      };
    },
    async confirmBackup({ rootKeyId, at, by, mac }: ConfirmedBackup): Promise<void> {
      await db.installation.updateMany({
        data: {
          backupConfirmedFor: rootKeyId,
          backupConfirmedAt: at,
          backupConfirmedBy: by,
          backupConfirmedMac: mac,
        },
      });
    },
    /** Which program's way the derived columns follow; see derived-columns.ts. */
    async derivedBy(): Promise<number> {
      return (await db.installation.findFirst())?.derivedBy ?? 0;
    },
    async keepDerivedBy(version: number): Promise<void> {
      await db.installation.updateMany({ data: { derivedBy: version } });
    },
    async rewrap({ id, wrapped, rootKeyId }: WrappedDataKey): Promise<void> {
      await db.dataKey.update({ where: { id }, data: { wrapped, rootKeyId } });
    },
  };
}

const purposeOf = (word: string): KeyPurpose => (word === "audit" ? "audit" : "secrets");

const toWrapped = ({ id, purpose, wrapped, rootKeyId }: DataKeyRow): WrappedDataKey => ({
  id,
  purpose: purposeOf(purpose),
  wrapped,
  rootKeyId,
});
