import "server-only";
import { createHash, randomBytes, randomUUID } from "node:crypto";
import { TOTP, Secret as TotpSecret } from "otpauth";
import { toString as drawQrCode } from "qrcode";
import type { SecondFactorOffer } from "@/lib/contracts/account";
import type { Person } from "@/lib/contracts/people";
import { createSecret, type Secret } from "@/lib/contracts/secret";
import type { Clock } from "../../clock";
import { TOTP_SECRET_PLACE } from "../../store/people/second-factors";
import type { Entities, Store } from "../../store/store";
import type { Vault } from "../../vault/vault";

const ISSUER = "Castellan";
const PERIOD_SECONDS = 30;
const SECRET_BYTES = 20;
const RECOVERY_CODES = 10;
/** Without letters that are taken for digits, or for each other. */
const ALPHABET = "abcdefghjkmnpqrstuvwxyz23456789";
const CODE_LENGTH = 16;

/** What somebody has shown as their second factor. */
export type ShownFactor = "app" | "recovery-code";

/** Lets an offered secret count; false where it was offered anew meanwhile. */
export type Confirmation = (entities: Entities) => Promise<boolean>;

/** The way of authenticator secrets and recovery codes between people, the vault and the store. */
export function createSecondFactors({ store, vault, clock }: { store: Store; vault: Vault; clock: Clock }) {
  const place = (personId: string) => ({ ...TOTP_SECRET_PLACE, record: personId });

  /** The time step that a code belongs to: the present one, or one beside it; undefined for a wrong code. */
  const stepOf = (secret: Secret, code: string): number | undefined => {
    if (!/^\d{6}$/.test(code)) return undefined;
    const timestamp = clock().getTime();
    const delta = totpOf(secret.reveal(), "").validate({ token: code, timestamp, window: 1 });
    return delta === null ? undefined : Math.floor(timestamp / 1000 / PERIOD_SECONDS) + delta;
  };

  const acceptCode = async (personId: string, code: string): Promise<boolean> => {
    const { sealedSecret, confirmedAt } = (await store.secondFactors.find(personId)) ?? {};
    if (!sealedSecret || !confirmedAt) return false;
    const step = stepOf(await vault.open(place(personId), sealedSecret), code);
    return step !== undefined && store.secondFactors.takeStep(personId, step);
  };

  return {
    /** Makes a secret that does not count until {@link confirm}; undefined when there is one that does. */
    async offer({ id, email }: Person): Promise<SecondFactorOffer | undefined> {
      const secret = new TotpSecret({ buffer: new Uint8Array(randomBytes(SECRET_BYTES)).buffer }).base32;
      const sealed = vault.seal(place(id), createSecret(secret));
      if (!(await store.secondFactors.offer(id, sealed))) return undefined;
      const uri = totpOf(secret, email).toString();
      const picture = await drawQrCode(uri, { type: "svg", margin: 2 });
      return {
        secret,
        uri,
        qrCode: `data:image/svg+xml;base64,${Buffer.from(picture).toString("base64")}`,
      };
    },
    /**
     * What lets the secret offered last count, once a code of it was given; undefined for a wrong code, or when nothing
     * was offered. Asked outside of the transaction in which it is used: opening a secret may read the keyring anew.
     */
    async confirmation(personId: string, code: string): Promise<Confirmation | undefined> {
      const { sealedSecret, confirmedAt } = (await store.secondFactors.find(personId)) ?? {};
      if (!sealedSecret || confirmedAt) return undefined;
      const step = stepOf(await vault.open(place(personId), sealedSecret), withoutSpaces(code));
      if (step === undefined) return undefined;
      return (entities) => entities.secondFactors.confirm(personId, sealedSecret, clock(), step);
    },
    /** Takes a code of the app or a recovery code; each is good once. Undefined for anything else. */
    async accept(personId: string, given: string): Promise<ShownFactor | undefined> {
      const code = withoutSpaces(given);
      if (await acceptCode(personId, code)) return "app";
      const taken = await store.secondFactors.takeRecoveryCode(personId, hashOf(code), clock());
      return taken ? "recovery-code" : undefined;
    },
    /** Makes ten new recovery codes, which end the former ones; only their hashes are kept. */
    async makeRecoveryCodes(entities: Entities, personId: string): Promise<string[]> {
      const codes = Array.from({ length: RECOVERY_CODES }, makeCode);
      await entities.secondFactors.replaceCodes(
        personId,
        codes.map((code) => ({ id: randomUUID(), codeHash: hashOf(withoutSpaces(code)) })),
      );
      return codes;
    },
  };
}

export type SecondFactors = ReturnType<typeof createSecondFactors>;

const totpOf = (secret: string, label: string): TOTP =>
  new TOTP({ issuer: ISSUER, label, secret, algorithm: "SHA1", digits: 6, period: PERIOD_SECONDS });

/** As it is compared: however it was grouped when it was copied. */
const withoutSpaces = (code: string) => code.replace(/[\s-]/g, "").toLowerCase();

// Nearly 80 random bits: nobody finds them by trying, so a fast hash will do.
const hashOf = (code: string) => createHash("sha256").update(code).digest("hex");

function makeCode(): string {
  const characters: string[] = [];
  while (characters.length < CODE_LENGTH) {
    const byte = randomBytes(1)[0] ?? 0;
    // Bytes past a whole number of alphabets would favour its first letters.
    if (byte < 256 - (256 % ALPHABET.length)) characters.push(ALPHABET[byte % ALPHABET.length] ?? "");
  }
  return characters.join("").replace(/(.{4})(?=.)/g, "$1-");
}
