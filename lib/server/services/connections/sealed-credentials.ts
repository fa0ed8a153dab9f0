import "server-only";
import { randomUUID } from "node:crypto";
import type { Check } from "@/lib/contracts/checks";
import type { CredentialLevel } from "@/lib/contracts/credentials";
import type { Secret } from "@/lib/contracts/secret";
import type { Clock } from "../../clock";
import type { QlikCredential } from "../../qlik/access-tokens";
import type { QlikHost } from "../../qlik/hosts";
import { DRAFT_ROWS_TABLE } from "../../store/credentials/connection-drafts";
import {
  CREDENTIALS_TABLE,
  type CredentialOwner,
  type UsableCredential,
} from "../../store/credentials/credentials";
import type { Entities } from "../../store/store";
import type { Vault } from "../../vault/vault";

export interface GivenCredentials {
  readonly clientId: string;
  readonly clientSecret: Secret;
}

const draftPlace = (record: string) => ({ table: DRAFT_ROWS_TABLE, record, field: "sealedSecret" });
const place = (record: string) => ({ table: CREDENTIALS_TABLE, record, field: "sealedSecret" });

/** The way of client secrets between people, the vault and the Qlik client: nothing else holds one. */
export function createSealedCredentials({ vault, clock }: { vault: Vault; clock: Clock }) {
  const trialKey = () => `trial:${randomUUID()}`;
  const open = async (stored: UsableCredential): Promise<QlikCredential> => {
    const clientSecret = await vault.open(place(stored.id), stored.sealedSecret);
    // One that was sealed for this record before opens as well; the fingerprint is of the one that was stored last.
    if (vault.fingerprint(clientSecret) !== stored.secretFingerprint)
      throw new Error("A sealed secret is another than the one that was stored last.");
    return { key: `${stored.id}:${stored.version}`, clientId: stored.clientId, clientSecret };
  };

  return {
    /** Of what somebody has just typed: under a key of its own, so that no cached access token vouches for it. */
    forTrial: ({ clientId, clientSecret }: GivenCredentials): QlikCredential => ({
      key: trialKey(),
      clientId,
      clientSecret,
    }),
    /** Of what is stored; the key changes with each replacement. */
    open,
    /** Of what is stored, where no cached access token may vouch for it. */
    openForTrial: async (stored: UsableCredential): Promise<QlikCredential> => ({
      ...(await open(stored)),
      key: trialKey(),
    }),
    /** Tells two secrets apart without opening them. */
    fingerprint: vault.fingerprint,
    /** Of a row of a draft, until its tenant is connected. */
    sealForDraft: async (rowId: string, clientSecret: Secret): Promise<string> =>
      vault.seal(draftPlace(rowId), clientSecret),
    openOfDraft: async (rowId: string, sealed: string): Promise<Secret> =>
      vault.open(draftPlace(rowId), sealed),
    async put(
      entities: Entities,
      owner: CredentialOwner,
      hostname: QlikHost,
      given: GivenCredentials & { readonly level: CredentialLevel },
      lastCheck: Check,
    ): Promise<void> {
      const id = (await entities.credentials.idOf(owner)) ?? randomUUID();
      await entities.credentials.put(owner, {
        id,
        level: given.level,
        hostname,
        clientId: given.clientId,
        sealedSecret: vault.seal(place(id), given.clientSecret),
        secretFingerprint: vault.fingerprint(given.clientSecret),
        secretSetAt: clock(),
        lastCheck,
      });
    },
  };
}

export type SealedCredentials = ReturnType<typeof createSealedCredentials>;
