import path from "node:path";
import { describe, expect, test } from "vitest";
import { isLoopback, parseEnv } from "@/lib/env";
import { createTransport } from "@/lib/server/qlik/transport";

const KEY = Buffer.alloc(32, 7).toString("base64");
const problemsOf = (source: Record<string, string>) => {
  const parsed = parseEnv(source);
  return parsed.ok ? [] : parsed.problems;
};
const envOf = (source: Record<string, string | undefined>) => {
  const parsed = parseEnv(source);
  if (!parsed.ok) throw new Error(parsed.problems.join("\n"));
  return parsed.env;
};

test("with nothing set the console runs on this machine alone, in ./data", () => {
  expect(envOf({})).toEqual({
    port: 3000,
    host: "127.0.0.1",
    publicUrl: "http://localhost:3000",
    dataDir: path.resolve("data"),
    database: { kind: "sqlite", file: path.resolve("data/castellan.db") },
    encryptionKey: undefined,
    encryptionKeyFile: undefined,
    previousEncryptionKey: undefined,
    sessionSecret: undefined,
    firstAdministrator: undefined,
    oidc: undefined,
    trustedProxies: [],
    qlikConnectTo: undefined,
    qlikExtraHosts: [],
    auditToStdout: false,
    logLevel: "info",
  });
});

test("an empty variable counts as not set, as shells and compose files mean it", () => {
  const names = [
    "PORT",
    "PUBLIC_URL",
    "CASTELLAN_ENCRYPTION_KEY",
    "OIDC_ISSUER",
    "DATABASE_URL",
    "LOG_LEVEL",
  ];
  expect(envOf(Object.fromEntries(names.map((name) => [name, " "])))).toEqual(envOf({}));
});

test("everything that is set is taken over", () => {
  const env = envOf({
    PORT: "8443",
    HOST: "0.0.0.0",
    PUBLIC_URL: "https://Castellan.Example.com/",
    DATA_DIR: "/srv/castellan",
    DATABASE_URL: "file:/srv/other.db",
    CASTELLAN_ENCRYPTION_KEY: ` ${KEY} `,
    CASTELLAN_ENCRYPTION_KEY_PREVIOUS: KEY,
    NEXTAUTH_SECRET: "x".repeat(32),
    CASTELLAN_ADMIN_EMAIL: "Ada@Example.com",
    CASTELLAN_ADMIN_PASSWORD: "correct horse battery",
    CASTELLAN_QLIK_CONNECT_TO: "127.0.0.1:4010",
    CASTELLAN_QLIK_EXTRA_HOSTS: " One.example.com, two.example.com ,",
    LOG_LEVEL: "trace",
  });
  expect(env).toMatchObject({
    port: 8443,
    publicUrl: "https://castellan.example.com",
    database: { kind: "sqlite", file: "/srv/other.db" },
    encryptionKey: KEY,
    firstAdministrator: { email: "ada@example.com", password: "correct horse battery" },
    qlikConnectTo: { host: "127.0.0.1", port: 4010 },
    qlikExtraHosts: ["one.example.com", "two.example.com"],
    logLevel: "trace",
  });
});

const WRONG: readonly (readonly [name: string, value: string, expected: RegExp])[] = [
  ["PORT", "0", /port number/],
  ["PORT", "65536", /port number/],
  ["PORT", "80.5", /whole number/],
  ["PORT", "http", /port number/],
  ["PUBLIC_URL", "console.acme.test", /address without a path/],
  ["PUBLIC_URL", "https://console.acme.test/console", /address without a path/],
  ["PUBLIC_URL", "https://user:word@console.acme.test", /address without a path/],
  ["PUBLIC_URL", "https://console.acme.test/?a=1", /address without a path/],
  ["PUBLIC_URL", "ftp://console.acme.test", /address without a path/],
  ["DATABASE_URL", "mysql://localhost/castellan", /file:<path.*or postgresql:/],
  ["DATABASE_URL", "file:", /file:<path/],
  ["CASTELLAN_ENCRYPTION_KEY", Buffer.alloc(31, 7).toString("base64"), /32 bytes in base64/],
  ["CASTELLAN_ENCRYPTION_KEY", Buffer.alloc(33, 7).toString("base64"), /32 bytes in base64/],
  ["CASTELLAN_ENCRYPTION_KEY", "kk:kk", /32 bytes in base64/],
  ["CASTELLAN_ENCRYPTION_KEY_PREVIOUS", "former-key", /32 bytes in base64/],
  ["NEXTAUTH_SECRET", "far-too-short", /at least 32 characters/],
  ["CASTELLAN_QLIK_CONNECT_TO", "10.0.0.1:4010", /on this machine/],
  ["CASTELLAN_QLIK_CONNECT_TO", "evil.example.com:80", /on this machine/],
  ["CASTELLAN_QLIK_CONNECT_TO", "127.0.0.1", /host:port/],
  ["CASTELLAN_QLIK_CONNECT_TO", "127.0.0.1:0", /host:port/],
  ["CASTELLAN_QLIK_CONNECT_TO", "127.0.0.1:99999", /host:port/],
  ["CASTELLAN_QLIK_CONNECT_TO", "http://127.0.0.1:4010", /host:port/],
  ["CASTELLAN_QLIK_CONNECT_TO", "127.0.0.1.evil.example.com:80", /on this machine/],
  ["CASTELLAN_QLIK_EXTRA_HOSTS", "good.example.com,*.wild-example.com", /exact hostnames/],
  ["CASTELLAN_QLIK_EXTRA_HOSTS", "https://scheme-example.com", /exact hostnames/],
  ["CASTELLAN_QLIK_EXTRA_HOSTS", "10.20.30.40", /exact hostnames/],
  ["LOG_LEVEL", "chatty", /one of fatal, error/],
  ["OIDC_ISSUER", "login-example", /address of the provider/],
  ["OIDC_ISSUER", "https://login.example.com", /together with OIDC_CLIENT_ID/],
  ["OIDC_ISSUER", "http://login.example.com", /https address/],
  ["OIDC_ISSUER", "https://login.example.com/?a=b", /https address/],
  ["OIDC_SCOPES", "profile email", /openid among them/],
  ["OIDC_ROLE_MAPPING", "gatekeeper=castle-guards", /role=group/],
  ["OIDC_ROLE_MAPPING", "admin =", /role=group/],
  ["OIDC_ROLE_MAPPING", "castle-guards", /role=group/],
];

describe.each(WRONG)("%s=%s", (name, value, expected) => {
  test("is named with what was expected, and its value is not repeated", () => {
    const problems = problemsOf({ [name]: value });
    expect(problems).toHaveLength(1);
    expect(problems[0]).toMatch(new RegExp(`^${name}: expected `));
    expect(problems[0]).toMatch(expected);
    for (const part of value.split(/[,:/]+/).filter((one) => one.length > 5 && !one.startsWith("127.0")))
      expect(problems[0]).not.toContain(part);
  });
});

test.each([
  [
    { CASTELLAN_ADMIN_EMAIL: "ada", CASTELLAN_ADMIN_PASSWORD: "correct horse battery" },
    /^CASTELLAN_ADMIN_EMAIL: .*email/,
  ],
  [
    { CASTELLAN_ADMIN_EMAIL: "ada@example.com", CASTELLAN_ADMIN_PASSWORD: "canary-short" },
    /^CASTELLAN_ADMIN_PASSWORD: .*15/,
  ],
  [
    { CASTELLAN_ADMIN_EMAIL: "ada@example.com" },
    /^CASTELLAN_ADMIN_EMAIL: .*together with CASTELLAN_ADMIN_PASSWORD/,
  ],
  [{ CASTELLAN_ADMIN_PASSWORD: "canary horse battery" }, /^CASTELLAN_ADMIN_EMAIL: .*together/],
  [{ HOST: "0.0.0.0" }, /^PUBLIC_URL: .*HOST is not a loopback/],
  [
    { CASTELLAN_ENCRYPTION_KEY: KEY, CASTELLAN_ENCRYPTION_KEY_FILE: "/k" },
    /^CASTELLAN_ENCRYPTION_KEY: .*not both/,
  ],
])("what does not go together is named: %o", (source, expected) => {
  const problems = problemsOf(source as Record<string, string>);
  expect(problems.join("\n")).toMatch(expected);
  expect(problems.join("\n")).not.toMatch(/canary/);
  expect(problems).toHaveLength(1);
});

const OIDC = {
  OIDC_ISSUER: "https://login.example.com/realms/main",
  OIDC_CLIENT_ID: "castellan",
  OIDC_CLIENT_SECRET: "s3cret",
};

test("single sign-on needs three variables; the others have a meaning when they are left out", () => {
  expect(envOf(OIDC).oidc).toEqual({
    issuer: "https://login.example.com/realms/main",
    clientId: "castellan",
    clientSecret: "s3cret",
    name: "single sign-on",
    scopes: "openid email profile",
    groupsClaim: "groups",
    roleMapping: [],
  });
  expect(envOf({ ...OIDC, OIDC_ISSUER: "http://127.0.0.1:9000" }).oidc?.issuer).toBe("http://127.0.0.1:9000");
  const discovery = `${OIDC.OIDC_ISSUER}/.well-known/openid-configuration`;
  expect(envOf({ ...OIDC, OIDC_ISSUER: discovery }).oidc?.issuer).toBe(OIDC.OIDC_ISSUER);
});

test("groups may be called what they like, with commas and equals signs", () => {
  const { oidc } = envOf({
    ...OIDC,
    OIDC_ROLE_MAPPING: "admin=cn=admins,ou=it,dc=example , operator=On call, admin=b",
  });
  expect(oidc?.roleMapping).toEqual([
    { role: "admin", group: "cn=admins,ou=it,dc=example" },
    { role: "operator", group: "On call" },
    { role: "admin", group: "b" },
  ]);
});

test("a variable of single sign-on without the provider is named", () => {
  expect(problemsOf({ OIDC_NAME: "Example" })).toEqual([
    "OIDC_ISSUER: expected, because other variables of single sign-on are set",
  ]);
});

test("every wrong variable is named at once", () => {
  const problems = problemsOf({ PORT: "x", LOG_LEVEL: "x", NEXTAUTH_SECRET: "x", PUBLIC_URL: "x" });
  expect(problems.map((problem) => problem.split(":")[0]).sort()).toEqual([
    "LOG_LEVEL",
    "NEXTAUTH_SECRET",
    "PORT",
    "PUBLIC_URL",
  ]);
});

test.each(["127.0.0.1:4010", "localhost:4010", "[::1]:4010", "::1:4010", "LOCALHOST:4010", "127.0.0.2:4010"])(
  "an address that is taken for the stand-in (%s) is one that the Qlik client takes too",
  async (address) => {
    const parsed = parseEnv({ CASTELLAN_QLIK_CONNECT_TO: address });
    if (parsed.ok) {
      const { qlikConnectTo } = parsed.env;
      await createTransport({ connectTo: qlikConnectTo, extraHosts: [] }).close();
      expect(qlikConnectTo?.port).toBe(4010);
    } else {
      expect(parsed.problems[0]).toMatch(/^CASTELLAN_QLIK_CONNECT_TO: expected host:port on this machine/);
    }
  },
);

test.each([
  ["localhost", true],
  ["LocalHost", true],
  ["127.0.0.1", true],
  ["127.1.2.3", true],
  ["::1", true],
  ["[::1]", true],
  ["127.0.0.1.example.com", false],
  ["localhost.example.com", false],
  ["0.0.0.0", false],
  ["128.0.0.1", false],
  ["127.0.0.999", false],
  ["", false],
])("%s is a name of this machine: %s", (host, expected) => {
  expect(isLoopback(host)).toBe(expected);
});

test.each([
  "postgresql://ada:word@db.example.com:5432/castellan",
  "postgres://localhost/castellan?sslmode=require",
])("a PostgreSQL database is taken as it is given: %s", (url) => {
  expect(parseEnv({ DATABASE_URL: url })).toMatchObject({
    ok: true,
    env: { database: { kind: "postgresql", url } },
  });
});

test.each([
  ["postgresql://ada:word@db.internal", /or postgresql:.*database$/],
  ["postgresql://ada:word@db.internal/castle?schema=other", /search_path/],
])("a PostgreSQL address that would not do is refused without repeating it: %s", (url, expected) => {
  const parsed = parseEnv({ DATABASE_URL: url });
  expect(parsed).toMatchObject({ ok: false, problems: [expect.stringMatching(expected)] });
  expect(JSON.stringify(parsed)).not.toMatch(/ada|word@db|internal/);
});
