import path from "node:path";
import type { Command } from "commander";
import { type RestoreReport, restoreBackup } from "@/lib/server/restore";
import { print } from "./print";
import { withConsole, withEnvironment } from "./with-console";

interface RestoreFlags {
  readonly check?: boolean;
  readonly replace?: boolean;
  readonly json?: boolean;
}

/** `backup <file>` and `restore <file>` */
export function addBackupCommands(program: Command): void {
  program
    .command("backup <file>")
    .description(
      "Write a backup of this moment into one file; the console may be serving. The key is not in it.",
    )
    .option("--json", "print its manifest as JSON")
    .action((file: string, options: { json?: boolean }) =>
      withConsole(async ({ services }, actor) =>
        print(
          options,
          await services.backups.make(actor, path.resolve(file)),
          (manifest) =>
            `Wrote ${file}: ${Object.values(manifest.counts).reduce((sum, rows) => sum + rows, 0)} rows.\n` +
            `It opens with the root key ${manifest.rootKeyFingerprint} alone, which is not in it: keep that elsewhere.`,
        ),
      ),
    );

  program
    .command("restore <file>")
    .description("Put a backup in the place of the database, once everything in it has been tried.")
    .option("--check", "only try whether it would do; change nothing")
    .option("--replace", "take the place of an installation that is there, and keep that beside it")
    .option("--json", "print JSON")
    .action((file: string, { check = false, replace = false, ...options }: RestoreFlags) =>
      withEnvironment(async (env) => {
        const report = await restoreBackup(env, file, { checkOnly: check, replace, now: new Date() });
        print(options, report, describe);
      }),
    );
}

function describe({ manifest, secrets, restored, keptAs }: RestoreReport): string {
  return [
    `A whole backup of ${manifest.madeAt}. All ${secrets} secrets in it open with the key that is here.`,
    restored
      ? "It is in place. Start the console; everybody signs in again. Nothing goes out to Qlik until an administrator has said in the console which installation this is."
      : "Nothing was changed.",
    ...(keptAs ? [`The database that was there is kept as ${keptAs}.`] : []),
  ].join("\n");
}
