import path from "node:path";
import { Command, InvalidArgumentError } from "commander";
import { anchor as anchorText, type ChainReport } from "@/lib/contracts/audit-chain";
import { isAppError } from "@/lib/server/app-error";
import { openPrivateFile } from "@/lib/server/private-files";
import type { ArchiveSink } from "@/lib/server/services/audit-chain";
import { verifyInstallation } from "@/lib/server/verify-installation";
import { withConsole, withEnvironment } from "./with-console";

/** What a script can tell from the exit code; 1 stays for commands that did not run. */
const exitCodes: Record<ChainReport["verdict"], number> = {
  whole: 0,
  broken: 2,
  "cut-off": 3,
  "key-missing": 4,
  unproven: 5,
};

/** `audit verify`, `audit archive` and `audit accept`. */
export function addAuditCommands(program: Command): void {
  program
    .command("audit")
    .description("The audit log: whether it is whole, and moving what is old to a file.")
    .addCommand(verify())
    .addCommand(archive())
    .addCommand(accept());
}

const verify = () =>
  new Command("verify")
    .description(
      "Hold every entry against the chain. It writes nothing. Exit code: 0 whole, 2 broken at an entry, 3 cut off at the end, 4 a key is missing, 5 not proven.",
    )
    .option("--from <entry>", "the first entry to verify", entryNumber)
    .option("--to <entry>", "the last entry to verify", entryNumber)
    .option("--anchor <entry:mac>", "an end of the log that was kept elsewhere", anchorOption)
    .option("--json", "print the report as JSON")
    .action(async ({ from, to, anchor, json }) => {
      const progress = showProgress(!json && process.stderr.isTTY === true);
      const report = await withEnvironment((env) =>
        verifyInstallation(env, { from, to, anchor, onProgress: progress.show }),
      );
      progress.clear();
      console.log(json ? JSON.stringify(report) : inWords(report));
      process.exitCode = exitCodes[report.verdict];
    });

const archive = () =>
  new Command("archive")
    .description("Move entries from before a day to a new file, and sign where the chain goes on.")
    .argument("<file>", "the file to make; one that is there is not touched")
    .requiredOption("--before <day>", "the first day that stays, for example 2026-01-01", day)
    .action(async (file: string, { before }: { before: Date }) => {
      try {
        const archived = await withConsole(({ services }, actor) =>
          services.auditChain.archive(actor, before, () => newFile(path.resolve(file))),
        );
        console.log(
          `${archived.entries} entries up to ${archived.sequence} are in ${file} now. Its last mac is ${archived.mac}.`,
        );
      } catch (failure) {
        console.error(wordsOf(failure));
        process.exitCode = 1;
      }
    });

const accept = () =>
  new Command("accept")
    .description(
      "Go on with a log of which a part is gone or was rewritten, once that has been looked into; the log says so from then on.",
    )
    .action(async () => {
      await withConsole(({ services }, actor) => services.auditChain.accept(actor));
      console.log(
        "The log goes on from here, and an entry says what is gone. Start the console again if it was serving.",
      );
    });

const inWords = ({ message, head }: ChainReport) =>
  head ? `${message}\nThe log ends at ${head.sequence}:${head.mac}.` : message;

function wordsOf(failure: unknown): string {
  if (isAppError(failure)) return [failure.message, failure.details.advice].filter(Boolean).join(" ");
  if (failure instanceof Error && "code" in failure && failure.code === "EEXIST")
    return "That file is there already. Nothing was archived: name one that is not.";
  if (failure instanceof Error && "code" in failure && typeof failure.code === "string")
    return `The file could not be written (${failure.code}). Nothing was taken out of the database.`;
  throw failure;
}

/** A file that is whole on the disk before anything leaves the database. */
async function newFile(file: string): Promise<ArchiveSink> {
  const handle = await openPrivateFile(file);
  return {
    name: path.basename(file),
    write: async (lines) => void (await handle.writeFile(lines)),
    async close() {
      await handle.sync();
      await handle.close();
    },
  };
}

function showProgress(wanted: boolean) {
  let shown = false;
  return {
    show(done: number, of: number) {
      if (!wanted) return;
      shown = true;
      process.stderr.write(`\r${done.toLocaleString("en")} of ${of.toLocaleString("en")} entries`);
    },
    clear() {
      if (shown) process.stderr.write("\r\u001b[K");
    },
  };
}

function entryNumber(text: string): number {
  const number = Number(text);
  if (!Number.isSafeInteger(number) || number < 1)
    throw new InvalidArgumentError("Give the number of an entry.");
  return number;
}

function anchorOption(text: string) {
  const parsed = anchorText.safeParse(text);
  if (parsed.success) return parsed.data;
  throw new InvalidArgumentError(parsed.error.issues[0]?.message ?? "This is no anchor.");
}

function day(text: string): Date {
  const moment = new Date(`${text}T00:00:00Z`);
  if (!/^\d{4}-\d{2}-\d{2}$/.test(text) || Number.isNaN(moment.getTime()))
    throw new InvalidArgumentError("Give a day such as 2026-01-01; it begins in UTC.");
  return moment;
}
