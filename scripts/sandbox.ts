import { parseArgs } from "node:util";
import { createSandbox, type Sandbox } from "@/lib/sandbox/server";
import { MANNERS, type RateLimits, type Settings, type SettingsChange } from "@/lib/sandbox/settings";

/** Rows of the table: enough to try things by hand; the control API lists them all. */
const TENANTS_SHOWN = 6;

const MOST_TENANTS = 100_000;
/** What the place of a token in its id has room for. */
const MOST_TOKENS_PER_TENANT = 0xffff_ffff;

const HELP = `npm run sandbox -- [options]

  --port 4010  --host 127.0.0.1  --quiet
  --seed 7                      the same seed gives the same estate
  --tenants 60                  of the first organization
  --tokens-per-tenant N         instead of a few for each person
  --latency MS                  of each request
  --connect-latency MS          of the first request on each connection
  --rate-window SECONDS         instead of 300; in it pass:
  --rate-reads N                instead of 5000
  --rate-writes N               instead of 500
  --rate-special N              instead of 1000
  --rate-tenant-users N         the whole tenant's limit, as of so many users; none when left out
  --no-rate-limits
  --oauth-tokens-per-user N     past which an exchange is refused
  --links-host HOST             in the links of pages
  ${Object.entries(MANNERS)
    .map(([name, values]) => `--${dashed(name)} ${values.join("|")}`)
    .join("\n  ")}
`;

/** `endOfList` is `--end-of-list`. */
function dashed(name: string): string {
  return name.replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`);
}

function wholeNumber(name: string, text: string, highest = Number.MAX_SAFE_INTEGER): number {
  const value = /^\d+$/.test(text) ? Number(text) : Number.NaN;
  if (value <= highest) return value;
  throw new Error(`--${name} must be a whole number from 0 to ${highest}.`);
}

function oneOf<Value extends string>(name: string, values: readonly Value[], text: string): Value {
  const value = values.find((known) => known === text);
  if (value !== undefined) return value;
  throw new Error(`--${name} must be one of ${values.join(", ")}.`);
}

/** Without the members that are `undefined`. */
function given<Members extends object>(members: { [Key in keyof Members]: Members[Key] | undefined }) {
  return Object.fromEntries(
    Object.entries(members).filter(([, value]) => value !== undefined),
  ) as Partial<Members>;
}

const text = { type: "string" } as const;

function readFlags() {
  const { values } = parseArgs({
    options: {
      help: { type: "boolean", default: false },
      port: { type: "string", default: "4010" },
      host: { type: "string", default: "127.0.0.1" },
      tenants: { type: "string", default: "60" },
      seed: { type: "string", default: "7" },
      quiet: { type: "boolean", default: false },
      "no-rate-limits": { type: "boolean", default: false },
      "tokens-per-tenant": text,
      latency: text,
      "connect-latency": text,
      "rate-window": text,
      "rate-reads": text,
      "rate-writes": text,
      "rate-special": text,
      "rate-tenant-users": text,
      "oauth-tokens-per-user": text,
      "links-host": text,
      "organization-links": text,
      "organization-cursor": text,
      "single-tenant": text,
      "end-of-list": text,
      "error-status": text,
      "expires-in": text,
      "me-redirects": text,
    },
  });
  return values;
}

type Flags = ReturnType<typeof readFlags>;
type TextFlag = {
  [Name in keyof Flags]-?: Flags[Name] extends string | undefined ? Name : never;
}[keyof Flags];

function settingsFrom(flags: Flags): SettingsChange {
  const number = (name: TextFlag): number | undefined => {
    const value = flags[name];
    return value === undefined ? undefined : wholeNumber(name, value);
  };
  const choice = <Value extends string>(name: TextFlag, values: readonly Value[]): Value | undefined => {
    const value = flags[name];
    return value === undefined ? undefined : oneOf(name, values, value);
  };
  const rateLimits = given<RateLimits>({
    windowSeconds: number("rate-window"),
    reads: number("rate-reads"),
    writes: number("rate-writes"),
    special: number("rate-special"),
    usersPerTenant: number("rate-tenant-users"),
  });
  return {
    ...given<Omit<Settings, "rateLimits">>({
      organizationLinks: choice("organization-links", MANNERS.organizationLinks),
      organizationCursor: choice("organization-cursor", MANNERS.organizationCursor),
      singleTenant: choice("single-tenant", MANNERS.singleTenant),
      endOfList: choice("end-of-list", MANNERS.endOfList),
      errorStatus: choice("error-status", MANNERS.errorStatus),
      expiresIn: choice("expires-in", MANNERS.expiresIn),
      meRedirects: choice("me-redirects", MANNERS.meRedirects),
      linksHost: flags["links-host"],
      latencyMs: number("latency"),
      connectLatencyMs: number("connect-latency"),
      oauthTokensPerUser: number("oauth-tokens-per-user"),
    }),
    rateLimits: flags["no-rate-limits"] ? null : rateLimits,
  };
}

function sandboxFrom(flags: Flags): Sandbox {
  const tokensPerTenant = flags["tokens-per-tenant"];
  return createSandbox({
    seed: wholeNumber("seed", flags.seed),
    tenants: wholeNumber("tenants", flags.tenants, MOST_TENANTS),
    ...(tokensPerTenant === undefined
      ? {}
      : { tokensPerTenant: wholeNumber("tokens-per-tenant", tokensPerTenant, MOST_TOKENS_PER_TENANT) }),
    ...settingsFrom(flags),
  });
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
  const flags = readFlags();
  if (flags.help) return console.log(HELP);
  const sandbox = sandboxFrom(flags);
  const port = wholeNumber("port", flags.port, 65_535);
  const server = await sandbox.listen({ port, host: flags.host });
  const stop = (): void => {
    void server.close().then(() => process.exit(0));
  };
  process.once("SIGINT", stop);
  process.once("SIGTERM", stop);
  process.once("disconnect", stop);
  // A parent that went away before the line above leaves no event behind.
  if (process.send !== undefined && !process.connected) stop();

  console.log(`sandbox listening on ${server.origin}`);
  if (flags.quiet) return;
  console.log(`\n${credentialsTable(sandbox)}\n`);
  console.log(`All credentials: ${server.origin}/__sandbox/credentials`);
}

main().catch((error: unknown) => {
  console.error(error instanceof Error ? error.message : error);
  process.exitCode = 1;
});
