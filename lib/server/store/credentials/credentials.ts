import "server-only";
import { type Check, check } from "@/lib/contracts/checks";
import type { CredentialHealth } from "@/lib/contracts/credential-list";
import { type Credential, type CredentialLevel, credentialLevels } from "@/lib/contracts/credentials";
import type { Database } from "../database";
import type { Credential as CredentialRow } from "../generated/client";
import { fold } from "../rows/folding";
import { readJson } from "../rows/stored-json";

/** Whose credential it is. */
export type CredentialOwner = { readonly organizationId: string } | { readonly tenantId: string };

/** What a credential is stored as; the secret only sealed. */
export interface SealedCredential {
  readonly id: string;
  readonly level: CredentialLevel;
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
  readonly secretFingerprint: string;
}

export const CREDENTIALS_TABLE = "credentials";

export function createCredentialStore(db: Database) {
  const whereOwner = (owner: CredentialOwner) =>
    "tenantId" in owner ? { tenantId: owner.tenantId } : { organizationId: owner.organizationId };
  const nameKeyOf = async (owner: CredentialOwner): Promise<string> => {
    const select = { nameKey: true } as const;
    const named =
      "tenantId" in owner
        ? await db.tenant.findUnique({ where: { id: owner.tenantId }, select })
        : await db.organization.findUnique({ where: { id: owner.organizationId }, select });
    return named?.nameKey ?? "";
  };

  const isOfRegion = async (clientId: string): Promise<boolean> =>
    (await db.credential.count({ where: { clientId, level: "region" } })) > 0;
  /** Client ids are Qlik's own: what is learnt of a client holds wherever the console has it (decision 0040). */
  const keepOfRegion = async (clientId: string): Promise<void> => {
    await db.credential.updateMany({
      where: { clientId, level: "tenant" },
      data: { level: "region" },
    });
  };

  return {
    /** The id under which a secret is to be sealed: of the credential that is there, so that replacing keeps it. */
    async idOf(owner: CredentialOwner): Promise<string | undefined> {
      return (await db.credential.findUnique({ where: whereOwner(owner), select: { id: true } }))?.id;
    },
    async put(owner: CredentialOwner, sealed: SealedCredential): Promise<void> {
      const { clientId } = sealed;
      const isKnown = sealed.level === "tenant" && (await isOfRegion(clientId));
      const level = isKnown ? "region" : sealed.level;
      const data = {
        level,
        hostname: sealed.hostname,
        clientId: sealed.clientId,
        sealedSecret: sealed.sealedSecret,
        secretFingerprint: sealed.secretFingerprint,
        secretSetAt: sealed.secretSetAt,
        searchKey: searchKeyOf(sealed),
        nameKey: await nameKeyOf(owner),
        ...checkColumns(sealed.lastCheck),
      };
      await db.credential.upsert({
        where: whereOwner(owner),
        create: { id: sealed.id, ...whereOwner(owner), ...data },
        update: { ...data, version: { increment: 1 } },
      });
      if (level === "region") await keepOfRegion(clientId);
    },
    /** Whether the client of this id is known to be good for all tenants of a region. */
    isOfRegion,
    keepOfRegion,
    /** Whether other tenants have the client of this id too. */
    async isSharedBy(clientId: string, tenantId: string): Promise<boolean> {
      const where = { clientId, tenantId: { not: null }, NOT: { tenantId } };
      return (await db.credential.count({ where })) > 0;
    },
    /** The tenants at which the console works with this client, and the hostname of each by which it does. */
    async tenantsOf(
      clientId: string,
      limit: number,
    ): Promise<{ readonly tenantId: string; readonly hostname: string }[]> {
      const rows = await db.credential.findMany({
        where: { clientId, tenantId: { not: null } },
        select: { hostname: true, tenantId: true },
        orderBy: [{ nameKey: "asc" }, { id: "asc" }],
        take: limit,
      });
      return rows.flatMap(({ hostname, tenantId }) => (tenantId === null ? [] : [{ tenantId, hostname }]));
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
        secretFingerprint: row.secretFingerprint,
      };
    },
    async keepCheck(owner: CredentialOwner, result: Check): Promise<void> {
      await db.credential.updateMany({
        where: whereOwner(owner),
        data: checkColumns(result),
      });
    },
    /** What calls told since the last check, in an organization; a tenant's follows its connection. */
    async keepHealth(organizationId: string, health: "works" | "failing"): Promise<void> {
      await db.credential.updateMany({ where: { organizationId }, data: { health } });
    },
    async keepUse(id: string, at: Date): Promise<void> {
      await db.credential.updateMany({ where: { id }, data: { lastUsedAt: at } });
    },
    async remove(owner: CredentialOwner): Promise<boolean> {
      return (await db.credential.deleteMany({ where: whereOwner(owner) })).count === 1;
    },
  };
}

/** What of a credential itself can be found; names are found where they are kept. */
export const searchKeyOf = (of: Pick<SealedCredential, "clientId" | "hostname" | "secretFingerprint">) =>
  fold([of.clientId, of.hostname, of.secretFingerprint].join("\n"));

/** A check as it is kept, with what lists filter and sort by. */
const checkColumns = (result: Check) => ({
  lastCheck: JSON.stringify(result),
  checkedKey: result.at,
  health: healthOf(result),
});

export const healthOf = (result: Check | null): CredentialHealth =>
  result === null ? "never" : result.outcome === "passed" ? "works" : "failing";

export function toCredential(row: CredentialRow): Credential {
  return {
    id: row.id,
    level: credentialLevels.find((level) => level === row.level) ?? "tenant",
    hostname: row.hostname,
    clientId: row.clientId,
    secretFingerprint: row.secretFingerprint,
    secretSetAt: row.secretSetAt.toISOString(),
    lastUsedAt: row.lastUsedAt?.toISOString() ?? null,
    lastCheck: readJson(check, row.lastCheck),
  };
}
