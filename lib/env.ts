import { isIPv4 } from "node:net";
import path from "node:path";
import ipaddr from "ipaddr.js";
import { z } from "zod";
import type { RoleMapping } from "./contracts/single-sign-on";
import { type DatabaseLocation, databaseUrl } from "./env/database-location";
import { roleMapping } from "./env/role-mapping";

const base64Key = z
  .string()
  .trim()
  .refine(
    (text) => isBase64(text) && Buffer.from(text, "base64").length === 32,
    "32 bytes in base64 (openssl rand -base64 32)",
  );

const isBase64 = (text: string) => /^[A-Za-z0-9+/_-]+={0,2}$/.test(text);

const loopbackHosts = new Set(["localhost", "127.0.0.1", "::1", "[::1]"]);

/** Whether a host name or address means this machine alone. */
export const isLoopback = (host: string): boolean =>
  loopbackHosts.has(host.toLowerCase()) || (host.startsWith("127.") && isIPv4(host));

const connectTo = z
  .string()
  .trim()
  .transform((text, context) => {
    const match = /^(.+):(\d{1,5})$/.exec(text.toLowerCase());
    const [, host = "", port = ""] = match ?? [];
    // Exactly the names that the Qlik client takes, which leaves out the rest of 127.0.0.0/8.
    if (!loopbackHosts.has(host) || Number(port) < 1 || Number(port) > 65535) {
      context.addIssue({
        code: "custom",
        message: "host:port on this machine, for example 127.0.0.1:4010; other machines are refused",
      });
      return z.NEVER;
    }
    return { host: host.replace(/^\[|\]$/g, ""), port: Number(port) };
  });

const extraHosts = z.string().transform((text, context) => {
  const hosts = text
    .split(",")
    .map((host) => host.trim().toLowerCase())
    .filter(Boolean);
  const isWrong = hosts.some(
    (host) => !/^(?=.{1,253}$)([a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?\.)+[a-z]{2,63}$/.test(host),
  );
  if (isWrong) {
    context.addIssue({
      code: "custom",
      message: "exact hostnames with commas between, for example analytics.example.com",
    });
    return z.NEVER;
  }
  return hosts;
});

/** Networks as `address/bits`; an address alone is a network of one. */
const networks = z.string().transform((text, context) => {
  const given = text
    .split(",")
    .map((network) => network.trim())
    .filter(Boolean)
    .map((network) => (network.includes("/") ? network : `${network}/${network.includes(":") ? 128 : 32}`));
  if (!given.every((network) => ipaddr.isValidCIDR(network))) {
    context.addIssue({
      code: "custom",
      message: "addresses or networks with commas between, for example 10.0.0.5, 192.168.0.0/24",
    });
    return z.NEVER;
  }
  return given;
});

const publicUrl = z
  .string()
  .trim()
  .transform((text, context) => {
    const url = URL.canParse(text) ? new URL(text) : undefined;
    if (
      !url ||
      !/^https?:$/.test(url.protocol) ||
      url.pathname !== "/" ||
      url.search ||
      url.hash ||
      url.username
    ) {
      context.addIssue({
        code: "custom",
        message: "an address without a path, for example https://castellan.example.com",
      });
      return z.NEVER;
    }
    return url.origin;
  });

const oidcIssuer = z
  .string()
  .trim()
  .transform((text, context) => {
    const url = URL.canParse(text) ? new URL(text) : undefined;
    const isSafe = url?.protocol === "https:" || (url?.protocol === "http:" && isLoopback(url.hostname));
    if (!url || !isSafe || url.search || url.hash || url.username) {
      context.addIssue({
        code: "custom",
        message: "the https address of the provider, as its discovery document names the issuer",
      });
      return z.NEVER;
    }
    return text.replace(/\/\.well-known\/openid-configuration$/, "");
  });

const variables = z.object({
  PORT: z.coerce
    .number("a port number from 1 to 65535")
    .int("a whole number")
    .min(1, "a port number from 1 to 65535")
    .max(65535, "a port number from 1 to 65535")
    .default(3000),
  HOST: z.string().trim().min(1, "an address to listen on, for example 127.0.0.1").default("127.0.0.1"),
  PUBLIC_URL: publicUrl.optional(),
  DATA_DIR: z.string().trim().min(1, "a folder").default("./data"),
  DATABASE_URL: databaseUrl.optional(),
  CASTELLAN_ENCRYPTION_KEY: base64Key.optional(),
  CASTELLAN_ENCRYPTION_KEY_FILE: z.string().trim().min(1, "the path of a file").optional(),
  CASTELLAN_ENCRYPTION_KEY_PREVIOUS: base64Key.optional(),
  NEXTAUTH_SECRET: z.string().min(32, "at least 32 characters (openssl rand -base64 32)").optional(),
  CASTELLAN_ADMIN_EMAIL: z.email("an email address").optional(),
  CASTELLAN_ADMIN_PASSWORD: z
    .string()
    .min(15, "at least 15 characters")
    .max(128, "at most 128 characters")
    .optional(),
  OIDC_ISSUER: oidcIssuer.optional(),
  OIDC_CLIENT_ID: z.string().trim().optional(),
  OIDC_CLIENT_SECRET: z.string().trim().optional(),
  OIDC_NAME: z.string().trim().max(40, "at most 40 characters").optional(),
  OIDC_SCOPES: z
    .string()
    .trim()
    .refine(
      (text) => text.split(/\s+/).includes("openid"),
      "scopes with spaces between, openid among them, for example openid email profile groups",
    )
    .optional(),
  OIDC_GROUPS_CLAIM: z.string().trim().optional(),
  OIDC_ROLE_MAPPING: roleMapping.optional(),
  CASTELLAN_QLIK_CONNECT_TO: connectTo.optional(),
  CASTELLAN_QLIK_EXTRA_HOSTS: extraHosts.default([]),
  CASTELLAN_AUDIT_STDOUT: z
    .enum(["true", "false"], "true or false")
    .default("false")
    .transform((text) => text === "true"),
  CASTELLAN_TRUSTED_PROXIES: networks.default([]),
  LOG_LEVEL: z
    .enum(
      ["fatal", "error", "warn", "info", "debug", "trace", "silent"],
      "one of fatal, error, warn, info, debug, trace, silent",
    )
    .default("info"),
});

type Variables = z.infer<typeof variables>;

/** The OpenID provider through which people sign in. */
export interface OidcSettings {
  readonly issuer: string;
  readonly clientId: string;
  readonly clientSecret: string;
  /** What people call it. */
  readonly name: string;
  readonly scopes: string;
  readonly groupsClaim: string;
  /** Empty: administrators give roles in the console. */
  readonly roleMapping: RoleMapping;
}

export interface Env {
  readonly port: number;
  readonly host: string;
  /** Origin that browsers use; next-auth's URL. */
  readonly publicUrl: string;
  readonly dataDir: string;
  readonly database: DatabaseLocation;
  readonly encryptionKey: string | undefined;
  readonly encryptionKeyFile: string | undefined;
  readonly previousEncryptionKey: string | undefined;
  readonly sessionSecret: string | undefined;
  readonly firstAdministrator: { readonly email: string; readonly password: string } | undefined;
  /** Undefined: people sign in with passwords alone. */
  readonly oidc: OidcSettings | undefined;
  readonly qlikConnectTo: { readonly host: string; readonly port: number } | undefined;
  readonly qlikExtraHosts: readonly string[];
  /** Whether each entry of the audit log is also printed as one JSON line. */
  readonly auditToStdout: boolean;
  /** Networks of proxies whose word on where a request comes from is taken. */
  readonly trustedProxies: readonly string[];
  readonly logLevel: Variables["LOG_LEVEL"];
}

export type EnvResult =
  | { readonly ok: true; readonly env: Env }
  | { readonly ok: false; readonly problems: readonly string[] };

/** Reads and checks every variable; each wrong one is named with what was expected. Values are never repeated. */
export function parseEnv(source: Readonly<Record<string, string | undefined>>): EnvResult {
  // An empty variable is how shells and compose files say "not set".
  const given = Object.fromEntries(
    Object.entries(source).filter(([, value]) => value !== undefined && value.trim() !== ""),
  );
  const parsed = variables.safeParse(given);
  if (!parsed.success) {
    return {
      ok: false,
      problems: parsed.error.issues.map((issue) => `${issue.path.join(".")}: expected ${issue.message}`),
    };
  }
  const problems = contradictions(parsed.data);
  return problems.length > 0 ? { ok: false, problems } : { ok: true, env: toEnv(parsed.data) };
}

function contradictions(given: Variables): string[] {
  const problems: string[] = [];
  if (!isLoopback(given.HOST) && !given.PUBLIC_URL) {
    problems.push(
      "PUBLIC_URL: expected the address that browsers use, because HOST is not a loopback address",
    );
  }
  if (given.CASTELLAN_ENCRYPTION_KEY && given.CASTELLAN_ENCRYPTION_KEY_FILE) {
    problems.push(
      "CASTELLAN_ENCRYPTION_KEY: expected either this or CASTELLAN_ENCRYPTION_KEY_FILE, not both",
    );
  }
  if ((given.CASTELLAN_ADMIN_EMAIL === undefined) !== (given.CASTELLAN_ADMIN_PASSWORD === undefined)) {
    problems.push("CASTELLAN_ADMIN_EMAIL: expected together with CASTELLAN_ADMIN_PASSWORD, or neither");
  }
  const oidc = [given.OIDC_ISSUER, given.OIDC_CLIENT_ID, given.OIDC_CLIENT_SECRET];
  if (oidc.some(Boolean) && !oidc.every(Boolean)) {
    problems.push(
      "OIDC_ISSUER: expected together with OIDC_CLIENT_ID and OIDC_CLIENT_SECRET, or none of them",
    );
  }
  const refinements = [given.OIDC_NAME, given.OIDC_SCOPES, given.OIDC_GROUPS_CLAIM, given.OIDC_ROLE_MAPPING];
  if (refinements.some(Boolean) && !oidc.some(Boolean)) {
    problems.push("OIDC_ISSUER: expected, because other variables of single sign-on are set");
  }
  return problems;
}

function toEnv(given: Variables): Env {
  const dataDir = path.resolve(given.DATA_DIR);
  const email = given.CASTELLAN_ADMIN_EMAIL;
  const password = given.CASTELLAN_ADMIN_PASSWORD;
  return {
    port: given.PORT,
    host: given.HOST,
    publicUrl: given.PUBLIC_URL ?? `http://localhost:${given.PORT}`,
    dataDir,
    database: given.DATABASE_URL ?? { kind: "sqlite", file: path.join(dataDir, "castellan.db") },
    encryptionKey: given.CASTELLAN_ENCRYPTION_KEY,
    encryptionKeyFile: given.CASTELLAN_ENCRYPTION_KEY_FILE,
    previousEncryptionKey: given.CASTELLAN_ENCRYPTION_KEY_PREVIOUS,
    sessionSecret: given.NEXTAUTH_SECRET,
    firstAdministrator: email && password ? { email: email.toLowerCase(), password } : undefined,
    oidc: oidcOf(given),
    qlikConnectTo: given.CASTELLAN_QLIK_CONNECT_TO,
    qlikExtraHosts: given.CASTELLAN_QLIK_EXTRA_HOSTS,
    auditToStdout: given.CASTELLAN_AUDIT_STDOUT,
    trustedProxies: given.CASTELLAN_TRUSTED_PROXIES,
    logLevel: given.LOG_LEVEL,
  };
}

function oidcOf(given: Variables): OidcSettings | undefined {
  const { OIDC_ISSUER: issuer, OIDC_CLIENT_ID: clientId, OIDC_CLIENT_SECRET: clientSecret } = given;
  if (!issuer || !clientId || !clientSecret) return undefined;
  return {
    issuer,
    clientId,
    clientSecret,
    name: given.OIDC_NAME ?? "single sign-on",
    scopes: given.OIDC_SCOPES ?? "openid email profile",
    groupsClaim: given.OIDC_GROUPS_CLAIM ?? "groups",
    roleMapping: given.OIDC_ROLE_MAPPING ?? [],
  };
}

/** The environment of this process. */
export const readEnv = (): EnvResult => parseEnv(process.env);

/** next-auth reads its address from the environment: give it ours, and nothing that lets headers decide instead. */
export function tellNextAuth(publicUrl: string): void {
  process.env.NEXTAUTH_URL = publicUrl;
  for (const name of ["NEXTAUTH_URL_INTERNAL", "AUTH_TRUST_HOST", "VERCEL"]) delete process.env[name];
}
