import { parseArgs } from "node:util";
import { createSandbox, type Sandbox } from "@/lib/sandbox/server";

/** Rows of the table: enough to try things by hand; the control API lists them all. */
const TENANTS_SHOWN = 6;

function wholeNumber(name: string, text: string, highest: number): number {
  const value = /^\d+$/.test(text) ? Number(text) : Number.NaN;
  if (value <= highest) return value;
  throw new Error(`--${name} must be a whole number from 0 to ${highest}.`);
}

function readOptions() {
  const { values } = parseArgs({
    options: {
      port: { type: "string", default: "4010" },
      host: { type: "string", default: "127.0.0.1" },
      tenants: { type: "string", default: "60" },
      seed: { type: "string", default: "7" },
      quiet: { type: "boolean", default: false },
    },
  });
  return {
    port: wholeNumber("port", values.port, 65_535),
    host: values.host,
    tenants: wholeNumber("tenants", values.tenants, 100_000),
    seed: wholeNumber("seed", values.seed, Number.MAX_SAFE_INTEGER),
    quiet: values.quiet,
  };
}

/** Client id and secret of the organizations and of some tenants, in columns. */
function credentialsTable({ state }: Sandbox): string {
  const organizations = state.estate.organizations().map(({ name, client }) => ({ of: name, ...client }));
  const tenants = state.estate.tenants();
  const shown = [...tenants.slice(0, TENANTS_SHOWN), ...tenants.slice(-1)];
  const ofTenants = shown.map(({ hostnames, client }) => ({ ...client, of: hostnames[0] ?? "" }));
  const rows = [
    { of: "", clientId: "client id", clientSecret: "client secret" },
    ...organizations,
    ...ofTenants,
  ];
  const width = Math.max(...rows.map(({ of }) => of.length));
  return rows
    .map(({ of, clientId, clientSecret }) => `${of.padEnd(width)}  ${clientId.padEnd(32)}  ${clientSecret}`)
    .join("\n");
}

async function main(): Promise<void> {
  const { port, host, tenants, seed, quiet } = readOptions();
  const sandbox = createSandbox({ seed, tenants });
  const server = await sandbox.listen({ port, host });
  const stop = (): void => {
    void server.close().then(() => process.exit(0));
  };
  process.once("SIGINT", stop);
  process.once("SIGTERM", stop);
  process.once("disconnect", stop);
  // A parent that went away before the line above leaves no event behind.
  if (process.send !== undefined && !process.connected) stop();

  console.log(`sandbox listening on ${server.origin}`);
  if (quiet) return;
  console.log(`\n${credentialsTable(sandbox)}\n`);
  console.log(`All credentials: ${server.origin}/__sandbox/credentials`);
}

main().catch((error: unknown) => {
  console.error(error instanceof Error ? error.message : error);
  process.exitCode = 1;
});
