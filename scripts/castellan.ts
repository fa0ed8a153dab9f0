import { Command } from "commander";
import { addAdminCommands } from "./castellan/admin";
import { addAuditCommands } from "./castellan/audit";

/**
 * What is done at the machine itself, beside the console: `npm run castellan -- <group> <command>`. Each group is a file
 * of scripts/castellan/ that adds its commands here.
 */
const program = new Command("castellan")
  .description("Work on a Castellan installation at its own machine.")
  .showHelpAfterError("Run it with --help to see what there is.");

addAdminCommands(program);
addAuditCommands(program);

await program.parseAsync();
