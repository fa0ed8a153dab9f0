import "server-only";
import fs from "node:fs";
import { type Actor, requireRole } from "../actor";
import { type AppError, appError, isAppError } from "../app-error";
import type { AuditLog } from "../audit/audit-log";
import type { Clock } from "../clock";
import { err, ok, type Result } from "../result";
import type { AboutBackup, BackupManifest } from "../store/backup";
import type { RootKeys } from "../vault/root-key";

export interface BackupService {
  /**
   * Writes a backup of this moment while the console goes on. Throws `conflict` when the file is there already, and
   * `unavailable` when it cannot be written; then there is none.
   */
  make(actor: Actor, file: string): Promise<BackupManifest>;
}

export interface BackupDependencies {
  readonly audit: AuditLog;
  readonly rootKeys: () => RootKeys;
  readonly write: (file: string, about: AboutBackup) => Promise<BackupManifest>;
  readonly clock: Clock;
}

export function createBackupService({ audit, rootKeys, write, clock }: BackupDependencies): BackupService {
  return {
    async make(actor, file) {
      requireRole(actor, "admin");
      if (fs.existsSync(file)) {
        throw appError("conflict", `There is a file ${file} already, and a backup replaces none.`, {
          advice: "Give another name, for example with the date in it.",
        });
      }
      const object = { type: "installation" as const, id: file, name: file };
      const about = { madeAt: clock().toISOString(), rootKeyFingerprint: rootKeys().current.id };
      const made = await audit.perform<Result<BackupManifest, AppError>>(
        actor,
        { action: "installation.backup", object },
        async (act) => {
          try {
            return act.ended({ outcome: "succeeded" }, ok(await write(file, about)));
          } catch (error) {
            const detail = error instanceof Error ? error.message : String(error);
            return act.ended({ outcome: "failed", detail }, err(unwritten(error, detail)));
          }
        },
      );
      if (!made.ok) throw made.error;
      return made.value;
    },
  };
}

const unwritten = (error: unknown, reason: string): AppError =>
  appError("unavailable", `The backup could not be written: ${reason.replace(/\.$/, "")}. There is none.`, {
    advice:
      (isAppError(error) && error.details.advice) ||
      "Look whether the folder may be written and the disk has room, then try again.",
  });
