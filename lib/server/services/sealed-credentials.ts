import "server-only";
import { randomUUID } from "node:crypto";
import type { Check } from "@/lib/contracts/checks";
import type { Clock } from "../clock";
import type { QlikCredential } from "../qlik/access-tokens";
import type { QlikHost } from "../qlik/hosts";
import { createSecret } from "../secret";
import { CREDENTIALS_TABLE, type CredentialOwner, type UsableCredential } from "../store/credentials";
import type { Entities } from "../store/store";
import type { Vault } from "../vault/vault";

export interface GivenCredentials {
  readonly clientId: string;
  readonly clientSecret: string;
}

const place = (record: string) => ({ table: CREDENTIALS_TABLE, record, field: "sealedSecret" });

/** The way of client secrets between people, the vault and the Qlik client: nothing else holds one. */
export function createSealedCredentials({ vault, clock }: { vault: Vault; clock: Clock }) {
  return {
    /** Of what somebody has just typed: under a key of its own, so that no cached access token vouches for it. */
    forTrial: ({ clientId, clientSecret }: GivenCredentials): QlikCredential => ({
      key: `trial:${randomUUID()}`,
      clientId,
      clientSecret: createSecret(clientSecret),
    }),
    /** Of what is stored; the key changes with each replacement. */
    open: async (stored: UsableCredential): Promise<QlikCredential> => ({
      key: `${stored.id}:${stored.version}`,
      clientId: stored.clientId,
      clientSecret: await vault.open(place(stored.id), stored.sealedSecret),
    }),
    async put(
      entities: Entities,
      owner: CredentialOwner,
      hostname: QlikHost,
      given: GivenCredentials,
      lastCheck: Check,
    ): Promise<void> {
      const id = (await entities.credentials.idOf(owner)) ?? randomUUID();
      const secret = createSecret(given.clientSecret);
      await entities.credentials.put(owner, {
        id,
        hostname,
        clientId: given.clientId,
        sealedSecret: vault.seal(place(id), secret),
        secretFingerprint: vault.fingerprint(secret),
        secretSetAt: clock(),
        lastCheck,
      });
    },
  };
}

export type SealedCredentials = ReturnType<typeof createSealedCredentials>;
