import "server-only";
import type { Database } from "../database";

/** Where a person's authenticator secret is bound to when it is sealed. */
export const TOTP_SECRET_PLACE = { table: "people", field: "totpSecret" } as const;

export interface StoredSecondFactor {
  readonly sealedSecret: string | null;
  /** Null until a first code was shown. */
  readonly confirmedAt: Date | null;
}

/** Authenticator secrets, sealed, and recovery codes, hashed. */
export function createSecondFactorStore(db: Database) {
  const replaceCodes = async (personId: string, codes: readonly { id: string; codeHash: string }[]) => {
    await db.recoveryCode.deleteMany({ where: { personId } });
    await db.recoveryCode.createMany({ data: codes.map((code) => ({ ...code, personId })) });
  };

  return {
    async find(personId: string): Promise<StoredSecondFactor | undefined> {
      const row = await db.person.findUnique({ where: { id: personId } });
      return row ? { sealedSecret: row.sealedTotpSecret, confirmedAt: row.totpConfirmedAt } : undefined;
    },
    /** Keeps a secret that does not count yet; false when there is one that does. */
    async offer(personId: string, sealedTotpSecret: string): Promise<boolean> {
      const { count } = await db.person.updateMany({
        where: { id: personId, totpConfirmedAt: null },
        data: { sealedTotpSecret, totpLastStep: null },
      });
      return count === 1;
    },
    /** Lets the secret count from now on; false when it is not the one offered last, or counts already. */
    async confirm(personId: string, sealedTotpSecret: string, at: Date, step: number): Promise<boolean> {
      const { count } = await db.person.updateMany({
        where: { id: personId, totpConfirmedAt: null, sealedTotpSecret },
        data: { totpConfirmedAt: at, totpLastStep: step },
      });
      return count === 1;
    },
    /** True for whoever comes first with a code of this time step, or of one after the last taken. */
    async takeStep(personId: string, step: number): Promise<boolean> {
      const { count } = await db.person.updateMany({
        where: {
          id: personId,
          totpConfirmedAt: { not: null },
          OR: [{ totpLastStep: null }, { totpLastStep: { lt: step } }],
        },
        data: { totpLastStep: step },
      });
      return count === 1;
    },
    /** True for whoever comes first with this code. */
    async takeRecoveryCode(personId: string, codeHash: string, usedAt: Date): Promise<boolean> {
      const { count } = await db.recoveryCode.updateMany({
        where: { personId, codeHash, usedAt: null },
        data: { usedAt },
      });
      return count === 1;
    },
    replaceCodes,
    async codesLeft(personId: string): Promise<number> {
      return db.recoveryCode.count({ where: { personId, usedAt: null } });
    },
    /** Takes secret and recovery codes away; false when there was no second factor. */
    async remove(personId: string): Promise<boolean> {
      await db.recoveryCode.deleteMany({ where: { personId } });
      const { count } = await db.person.updateMany({
        where: { id: personId, totpConfirmedAt: { not: null } },
        data: { sealedTotpSecret: null, totpConfirmedAt: null, totpLastStep: null },
      });
      return count === 1;
    },
  };
}
