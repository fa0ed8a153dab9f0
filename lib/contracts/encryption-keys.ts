import { z } from "zod";
import { instant } from "./lists";
import { operation } from "./operation";

export const keyPurposes = ["secrets", "audit"] as const;

export const encryptionKeys = z.object({
  rootKey: z.object({
    fingerprint: z.string().describe("Tells root keys apart and gives nothing of them away."),
    source: z
      .enum(["generated", "file", "environment"])
      .describe("Made by the console itself, or given in a file or variable that somebody named."),
    backup: z
      .object({ confirmedAt: instant, confirmedBy: z.string() })
      .nullable()
      .describe("Who has said that a backup of this very key is stored."),
    needsBackup: z.boolean().describe("The console made this key, and nobody has confirmed a backup of it."),
  }),
  dataKeys: z.array(
    z.object({
      id: z.string(),
      purpose: z.enum(keyPurposes),
      createdAt: instant,
      retiredAt: instant.nullable().describe("Since when no record is left under it."),
      current: z.boolean().describe("The one that is used for what is new."),
      records: z
        .number()
        .int()
        .nullable()
        .describe("Secrets sealed by it; null for keys of the activity log."),
    }),
  ),
  rotation: z.object({
    running: z.boolean(),
    remaining: z.number().int().describe("Secrets that are not yet under the current key."),
    total: z.number().int(),
    problem: z.string().nullable().describe("Why some are left, and what to do."),
  }),
});
export type EncryptionKeys = z.infer<typeof encryptionKeys>;

export const confirmBackupInput = z.object({
  fingerprint: z
    .string()
    .trim()
    .toLowerCase()
    .regex(/^[0-9a-f]{16}$/, "The fingerprint of the root key: 16 hex digits."),
});
export type ConfirmBackupInput = z.infer<typeof confirmBackupInput>;

export const getEncryptionKeys = operation({
  id: "getEncryptionKeys",
  method: "GET",
  path: "/api/encryption-keys",
  role: "admin",
  summary: "The keys that seal what is stored: fingerprints, ages, records per key, progress of a rotation",
  answer: encryptionKeys,
});

export const rotateDataKeys = operation({
  id: "rotateDataKeys",
  method: "POST",
  path: "/api/encryption-keys/rotations",
  role: "admin",
  effect: "touches-keys",
  summary: "Make a new data key and seal every secret anew, in the background",
  answer: encryptionKeys,
  status: 201,
});

export const confirmKeyBackup = operation({
  id: "confirmKeyBackup",
  method: "POST",
  path: "/api/encryption-keys/backup-confirmation",
  role: "admin",
  effect: "touches-keys",
  summary: "Say that a backup of the root key with this fingerprint is stored",
  body: confirmBackupInput,
  answer: encryptionKeys,
});
