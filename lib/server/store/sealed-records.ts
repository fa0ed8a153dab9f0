import "server-only";
import type { Database } from "./database";

/** A secret as it is stored, and whose it is. */
export interface SealedRecord {
  readonly record: string;
  readonly sealed: string;
}

/** A column that holds sealed secrets. Every one is in {@link createSealedRecordStore}. */
export interface SealedColumn {
  /** As they are bound into what is sealed there. */
  readonly table: string;
  readonly field: string;
  /** Records sealed in another way than with this prefix, by id, after the one given. */
  pageOutside(prefix: string, after: string, limit: number): Promise<SealedRecord[]>;
  /** Puts another envelope in the place of this one; false when there is another by now. */
  replace(was: SealedRecord, sealed: string): Promise<boolean>;
  countOutside(prefix: string): Promise<number>;
  /** Of all records; of those whose envelope names this data key when one is given. */
  count(dataKeyId?: string): Promise<number>;
}

const credentialSecrets = ({ credential }: Database): SealedColumn => ({
  table: "credentials",
  field: "sealedSecret",
  async pageOutside(prefix, after, limit) {
    const rows = await credential.findMany({
      where: { id: { gt: after }, NOT: { sealedSecret: { startsWith: prefix } } },
      select: { id: true, sealedSecret: true },
      orderBy: { id: "asc" },
      take: limit,
    });
    return rows.map(({ id, sealedSecret }) => ({ record: id, sealed: sealedSecret }));
  },
  // The version stays: it is the same secret, and access tokens got with it stay good.
  async replace({ record, sealed: was }, sealedSecret) {
    const { count } = await credential.updateMany({
      where: { id: record, sealedSecret: was },
      data: { sealedSecret },
    });
    return count === 1;
  },
  countOutside: (prefix) => credential.count({ where: { NOT: { sealedSecret: { startsWith: prefix } } } }),
  count: (dataKeyId) =>
    credential.count({ where: dataKeyId ? { sealedSecret: { contains: `.${dataKeyId}.` } } : {} }),
});

const totpSecrets = ({ person }: Database): SealedColumn => ({
  table: "people",
  field: "totpSecret",
  async pageOutside(prefix, after, limit) {
    const rows = await person.findMany({
      where: {
        id: { gt: after },
        sealedTotpSecret: { not: null },
        NOT: { sealedTotpSecret: { startsWith: prefix } },
      },
      select: { id: true, sealedTotpSecret: true },
      orderBy: { id: "asc" },
      take: limit,
    });
    return rows.flatMap(({ id, sealedTotpSecret }) =>
      sealedTotpSecret ? [{ record: id, sealed: sealedTotpSecret }] : [],
    );
  },
  async replace({ record, sealed: was }, sealedTotpSecret) {
    const { count } = await person.updateMany({
      where: { id: record, sealedTotpSecret: was },
      data: { sealedTotpSecret },
    });
    return count === 1;
  },
  countOutside: (prefix) =>
    person.count({
      where: { sealedTotpSecret: { not: null }, NOT: { sealedTotpSecret: { startsWith: prefix } } },
    }),
  count: (dataKeyId) =>
    person.count({
      where: { sealedTotpSecret: dataKeyId ? { contains: `.${dataKeyId}.` } : { not: null } },
    }),
});

/** Every column of sealed secrets: rotation, backup and restore go through all that are listed here. */
export function createSealedRecordStore(db: Database) {
  const columns: readonly SealedColumn[] = [credentialSecrets(db), totpSecrets(db)];
  const sum = async (count: (column: SealedColumn) => Promise<number>) =>
    (await Promise.all(columns.map(count))).reduce((all, one) => all + one, 0);
  return {
    columns,
    countOutside: (prefix: string) => sum((column) => column.countOutside(prefix)),
    count: (dataKeyId?: string) => sum((column) => column.count(dataKeyId)),
  };
}
