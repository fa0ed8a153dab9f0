import "server-only";
import { tellNextAuth } from "@/lib/env";
import { getRuntime, type Runtime } from "./runtime";
import { startRefusalOf } from "./start-error";

/** Builds the runtime before the first request; a refusal ends the process with its paragraph and exit code. */
export async function startConsole(): Promise<void> {
  try {
    const runtime = await getRuntime();
    tellNextAuth(runtime.env.publicUrl);
    await introduce(runtime);
    keepResolving(runtime);
  } catch (error) {
    // Thrown on, it would leave Next serving without a console behind it.
    const { exitCode, paragraph } = startRefusalOf(error) ?? unforeseen(error);
    process.stderr.write(`\nCastellan does not start.\n${paragraph}\n\n`);
    process.exit(exitCode);
  }
}

const RESOLVED_EVERY_MS = 60_000;

/** Looks for acts whose outcome nobody wrote down: what the process before this one left, and what follows. */
function keepResolving({ interruptedActs, leases, log }: Runtime): void {
  const resolve = () =>
    leases
      .withLease("interrupted-acts", () => interruptedActs.resolve())
      .catch((error: unknown) => log.error({ err: error }, "interrupted acts could not be given an outcome"));
  void resolve();
  setInterval(() => void resolve(), RESOLVED_EVERY_MS).unref();
}

const unforeseen = (error: unknown) => ({
  exitCode: 70,
  paragraph: error instanceof Error ? (error.stack ?? error.message) : String(error),
});

async function introduce({ env, services, madeKeyFile }: Runtime): Promise<void> {
  const say = (line: string) => process.stdout.write(`${line}\n`);
  if (madeKeyFile) {
    say(
      `Made the encryption key ${madeKeyFile}. Keep a copy of it elsewhere: without it the stored secrets cannot be opened.`,
    );
  }
  if (env.qlikConnectTo)
    say(
      `Calls to Qlik Cloud go to ${env.qlikConnectTo.host}:${env.qlikConnectTo.port} (CASTELLAN_QLIK_CONNECT_TO).`,
    );
  if (env.oidcIssuer)
    say("OIDC_* is set, but this version has no single sign-on: people sign in with passwords.");
  const { firstAdministrator } = env;
  const made = firstAdministrator && (await services.setup.ensureFirstAdministrator(firstAdministrator));
  if (made) say(`Made the administrator ${made.email}, as the environment asks.`);
  const token = await services.setup.makeLink();
  if (token)
    say(
      `There is no administrator yet. Open this link once to become it:\n\n  ${env.publicUrl}/setup?token=${token}\n`,
    );
}
