import "server-only";
import type { ConfirmedBackup } from "../store/installation/installation";
import type { MacKey, MacKeys } from "../vault/mac-keys";
import { sameMac, signatureBy } from "../vault/signatures";

/** So that nobody but the console says that a backup of the root key is stored: the reminder would go away. */
export interface BackupSignatures {
  sign(confirmed: Omit<ConfirmedBackup, "mac">): ConfirmedBackup;
  holds(confirmed: ConfirmedBackup): boolean;
}

/** Signatures by the keys that chain the audit log; each is good for one root key of one installation. */
export function createBackupSignatures(keys: MacKeys, installationId: string): BackupSignatures {
  const macOf = (key: MacKey, { rootKeyId, at, by }: Omit<ConfirmedBackup, "mac">) =>
    signatureBy(key, ["castellan confirmed backup 1", installationId, rootKeyId, at.toISOString(), by]);
  return {
    sign: (confirmed) => ({ ...confirmed, mac: `${keys.current.id}.${macOf(keys.current, confirmed)}` }),
    holds(confirmed) {
      const [keyId = "", mac = ""] = confirmed.mac?.split(".") ?? [];
      const key = keys.find(keyId);
      return key !== undefined && sameMac(macOf(key, confirmed), mac);
    },
  };
}
