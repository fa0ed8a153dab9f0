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
  } catch (error) {
    const refusal = startRefusalOf(error);
    if (!refusal) throw error;
    process.stderr.write(`\nCastellan does not start.\n${refusal.paragraph}\n\n`);
    process.exit(refusal.exitCode);
  }
}

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
  const { firstAdministrator } = env;
  const made = firstAdministrator && (await services.setup.ensureFirstAdministrator(firstAdministrator));
  if (made) say(`Made the administrator ${made.email}, as the environment asks.`);
  const token = await services.setup.makeLink();
  if (token)
    say(
      `There is no administrator yet. Open this link once to become it:\n\n  ${env.publicUrl}/setup?token=${token}\n`,
    );
}
