import "server-only";
import type { Database } from "../database";

/** A secret as it is stored, and whose it is. */
export interface SealedRecord {
  readonly record: string;
  readonly sealed: string;
}

export interface SealedPage {
  readonly after: string;
  readonly limit: number;
  readonly outside?: string | undefined;
}

/** A column that holds sealed secrets. Every one is in {@link createSealedRecordStore}. */
export interface SealedColumn {
  /** As they are bound into what is sealed there. */
  readonly table: string;
  readonly field: string;
  /** By id, after the one given; with `outside` those alone whose envelope begins otherwise. */
  page(options: SealedPage): Promise<SealedRecord[]>;
  /** Puts another envelope in the place of this one; false when there is another by now. */
  replace(was: SealedRecord, sealed: string): Promise<boolean>;
  countOutside(prefix: string): Promise<number>;
  /** Of all records; of those whose envelope names this data key when one is given. */
  count(dataKeyId?: string): Promise<number>;
}

const credentialSecrets = ({ credential }: Database): SealedColumn => ({
  table: "credentials",
  field: "sealedSecret",
  async page({ after, limit, outside }) {
    const rows = await credential.findMany({
      where: {
        id: { gt: after },
        ...(outside === undefined ? {} : { NOT: { sealedSecret: { startsWith: outside } } }),
      },
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

/** Of tenants that somebody is connecting many at once; gone once they are connected. */
const draftSecrets = ({ connectionDraftRow }: Database): SealedColumn => ({
  table: "connection_draft_rows",
  field: "sealedSecret",
  async page({ after, limit, outside }) {
    const rows = await connectionDraftRow.findMany({
      where: {
        id: { gt: after },
        sealedSecret: { not: null },
        ...(outside === undefined ? {} : { NOT: { sealedSecret: { startsWith: outside } } }),
      },
      select: { id: true, sealedSecret: true },
      orderBy: { id: "asc" },
      take: limit,
    });
    return rows.flatMap(({ id, sealedSecret }) =>
      sealedSecret ? [{ record: id, sealed: sealedSecret }] : [],
    );
  },
  async replace({ record, sealed: was }, sealedSecret) {
    const { count } = await connectionDraftRow.updateMany({
      where: { id: record, sealedSecret: was },
      data: { sealedSecret },
    });
    return count === 1;
  },
  countOutside: (prefix) =>
    connectionDraftRow.count({
      where: { sealedSecret: { not: null }, NOT: { sealedSecret: { startsWith: prefix } } },
    }),
  count: (dataKeyId) =>
    connectionDraftRow.count({
      where: { sealedSecret: dataKeyId ? { contains: `.${dataKeyId}.` } : { not: null } },
    }),
});

const totpSecrets = ({ person }: Database): SealedColumn => ({
  table: "people",
  field: "totpSecret",
  async page({ after, limit, outside }) {
    const rows = await person.findMany({
      where: {
        id: { gt: after },
        sealedTotpSecret: { not: null },
        ...(outside === undefined ? {} : { NOT: { sealedTotpSecret: { startsWith: outside } } }),
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
  const columns: readonly SealedColumn[] = [credentialSecrets(db), draftSecrets(db), totpSecrets(db)];
  const sum = async (count: (column: SealedColumn) => Promise<number>) =>
    (await Promise.all(columns.map(count))).reduce((all, one) => all + one, 0);
  return {
    columns,
    countOutside: (prefix: string) => sum((column) => column.countOutside(prefix)),
    count: (dataKeyId?: string) => sum((column) => column.count(dataKeyId)),
  };
}
