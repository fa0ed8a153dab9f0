import { Command } from "commander";
import { isAppError } from "@/lib/server/app-error";
import { addAdminCommands } from "./castellan/admin";
import { addAuditCommands } from "./castellan/audit";
import { addBackupCommands } from "./castellan/backups";
import { addKeyCommands } from "./castellan/keys";

/** The command was understood and could not be done, or was not understood. */
const REFUSED = 1;
/** Nobody foresaw it. */
const UNFORESEEN = 70;

/**
 * What is done at the machine itself, beside the console: `npm run castellan -- <group> <command>`. Each group is a file
 * of scripts/castellan/ that adds its commands here.
 */
const program = new Command("castellan")
  .description("Work on a Castellan installation at its own machine.")
  .showHelpAfterError("Run it with --help to see what there is.");
addKeyCommands(program);
addBackupCommands(program);

addAdminCommands(program);
addAuditCommands(program);

try {
  await program.parseAsync();
} catch (error) {
  if (isAppError(error)) {
    process.stderr.write(`${[error.message, error.details.advice].filter(Boolean).join("\n")}\n`);
    process.exitCode = REFUSED;
  } else {
    process.stderr.write(`${error instanceof Error ? (error.stack ?? error.message) : String(error)}\n`);
    process.exitCode = UNFORESEEN;
  }
}
