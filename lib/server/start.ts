import "server-only";
import { readEnv, tellNextAuth } from "@/lib/env";
import { sqliteFileOf } from "@/lib/env/database-location";
import { isAppError } from "./app-error";
import { refusalOfFile } from "./machine-refusals";
import { getRuntime, type Runtime } from "./runtime";
import { refuseToStart, type StartRefusal, startExitCodes, startRefusalOf } from "./start-error";
import { refusalOfSqlite } from "./store/sqlite/refusals";

/** Builds the runtime before the first request; a refusal ends the process with its paragraph and exit code. */
export async function startConsole(): Promise<void> {
  try {
    const runtime = await getRuntime();
    runtime.claim();
    tellNextAuth(runtime.env.publicUrl);
    await introduce(runtime);
    await runtime.startJobs();
  } catch (error) {
    // Thrown on, it would leave Next serving without a console behind it.
    const { exitCode, paragraph } = foreseen(error) ?? unforeseen(error);
    process.stderr.write(`\nCastellan does not start.\n${paragraph}\n\n`);
    process.exit(exitCode);
  }
}

/** What the reader can do something about, without a stack: refused on purpose, or in the way of the console's files. */
function foreseen(error: unknown): StartRefusal | undefined {
  const refusal = startRefusalOf(error) ?? startRefusalOf(refusalOfFile(error));
  if (refusal || !isAppError(error)) return refusal;
  // The database was opened and then failed: by its cause, as when it cannot be opened.
  const env = readEnv();
  const file = env.ok ? sqliteFileOf(env.env.database) : undefined;
  const ofFile = file === undefined ? undefined : startRefusalOf(refusalOfSqlite(error.cause, file));
  if (ofFile) return ofFile;
  const { message, details } = error;
  return {
    exitCode: startExitCodes.database,
    paragraph: [message, details.advice].filter(Boolean).join(" "),
  };
}

const unforeseen = (error: unknown) => ({
  exitCode: 70,
  paragraph: error instanceof Error ? (error.stack ?? error.message) : String(error),
});

async function introduce({ env, log, services, madeKeyFile, exposed }: Runtime): Promise<void> {
  const say = (line: string) => process.stdout.write(`${line}\n`);
  for (const { path, mode, words } of exposed) log.warn({ path, mode }, words);
  if (madeKeyFile) {
    say(
      `Made the encryption key ${madeKeyFile}. Keep a copy of it elsewhere: without it the stored secrets cannot be opened.`,
    );
  }
  if (env.qlikConnectTo)
    say(
      `Calls to Qlik Cloud go to ${env.qlikConnectTo.host}:${env.qlikConnectTo.port} (CASTELLAN_QLIK_CONNECT_TO).`,
    );
  if (env.oidc) say(`People may sign in with ${env.oidc.name} (${env.oidc.issuer}), and with passwords.`);
  const { firstAdministrator } = env;
  const made =
    firstAdministrator &&
    (await services.setup.ensureFirstAdministrator(firstAdministrator).catch(refuseWeakPassword));
  if (made) say(`Made the administrator ${made.email}, as the environment asks.`);
  if (await services.setup.hasLostAdministrators())
    say(
      "There was an administrator, and the database holds none any more. Set-up is not opened again for that: look into how it came about, " +
        "then make one at this machine: npm run castellan -- admin create <email>",
    );
  const token = await services.setup.makeLink();
  if (token)
    say(
      `There is no administrator yet. Open this link once to become it:\n\n  ${env.publicUrl}/setup?token=${token}\n`,
    );
}

function refuseWeakPassword(failure: unknown): never {
  if (!isAppError(failure) || failure.code !== "invalid_input") throw failure;
  throw refuseToStart(
    "environment",
    `CASTELLAN_ADMIN_PASSWORD: ${failure.message} Nobody was made an administrator.`,
  );
}
