import "server-only";
import { type Check, check } from "@/lib/contracts/checks";
import type { Credential } from "@/lib/contracts/credentials";
import type { Database } from "./database";
import type { Credential as CredentialRow } from "./generated/client";
import { readJson } from "./stored-json";

/** Whose credential it is. */
export type CredentialOwner = { readonly organizationId: string } | { readonly tenantId: string };

/** What a credential is stored as; the secret only sealed. */
export interface SealedCredential {
  readonly id: string;
  readonly hostname: string;
  readonly clientId: string;
  readonly sealedSecret: string;
  readonly secretFingerprint: string;
  readonly secretSetAt: Date;
  readonly lastCheck: Check;
}

/** A credential to call Qlik with. */
export interface UsableCredential {
  readonly id: string;
  readonly version: number;
  readonly hostname: string;
  readonly clientId: string;
  readonly sealedSecret: string;
}

export const CREDENTIALS_TABLE = "credentials";

export function createCredentialStore(db: Database) {
  const whereOwner = (owner: CredentialOwner) =>
    "tenantId" in owner ? { tenantId: owner.tenantId } : { organizationId: owner.organizationId };

  return {
    /** The id under which a secret is to be sealed: of the credential that is there, so that replacing keeps it. */
    async idOf(owner: CredentialOwner): Promise<string | undefined> {
      return (await db.credential.findUnique({ where: whereOwner(owner), select: { id: true } }))?.id;
    },
    async put(owner: CredentialOwner, sealed: SealedCredential): Promise<void> {
      const data = {
        hostname: sealed.hostname,
        clientId: sealed.clientId,
        sealedSecret: sealed.sealedSecret,
        secretFingerprint: sealed.secretFingerprint,
        secretSetAt: sealed.secretSetAt,
        lastCheck: JSON.stringify(sealed.lastCheck),
      };
      const level = "tenantId" in owner ? "tenant" : "organization";
      await db.credential.upsert({
        where: whereOwner(owner),
        create: { id: sealed.id, level, ...whereOwner(owner), ...data },
        update: { ...data, version: { increment: 1 } },
      });
    },
    async findUsable(owner: CredentialOwner): Promise<UsableCredential | undefined> {
      const row = await db.credential.findUnique({ where: whereOwner(owner) });
      if (!row) return undefined;
      return {
        id: row.id,
        version: row.version,
        hostname: row.hostname,
        clientId: row.clientId,
        sealedSecret: row.sealedSecret,
      };
    },
    async keepCheck(owner: CredentialOwner, result: Check): Promise<void> {
      await db.credential.updateMany({
        where: whereOwner(owner),
        data: { lastCheck: JSON.stringify(result) },
      });
    },
    async keepUse(id: string, at: Date): Promise<void> {
      await db.credential.updateMany({ where: { id }, data: { lastUsedAt: at } });
    },
    async remove(owner: CredentialOwner): Promise<boolean> {
      return (await db.credential.deleteMany({ where: whereOwner(owner) })).count === 1;
    },
  };
}

export function toCredential(row: CredentialRow): Credential {
  return {
    id: row.id,
    level: row.level === "organization" ? "organization" : "tenant",
    hostname: row.hostname,
    clientId: row.clientId,
    secretFingerprint: row.secretFingerprint,
    secretSetAt: row.secretSetAt.toISOString(),
    lastUsedAt: row.lastUsedAt?.toISOString() ?? null,
    lastCheck: readJson(check, row.lastCheck),
  };
}
