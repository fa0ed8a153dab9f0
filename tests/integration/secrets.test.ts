import fs from "node:fs";
import path from "node:path";
import { expect, test, vi } from "vitest";
import { NDJSON } from "@/lib/contracts/streams";
import { operations } from "@/lib/server/http/describe-api";
import {
  connectOrganization,
  connectTenant,
  consoleForTest,
  type OpenConsole,
} from "@/tests/support/console";

/** A text in every spelling in which it might turn up. */
const spellings = (secret: string): string[] => [
  secret,
  encodeURIComponent(secret),
  JSON.stringify(secret).slice(1, -1),
  Buffer.from(secret).toString("hex"),
  Buffer.from(secret).toString("base64").replace(/=+$/, ""),
  Buffer.from(secret).toString("base64url"),
  [...secret].reverse().join(""),
];

function everythingOnDisk(folder: string): Buffer {
  const names = fs.readdirSync(folder, { recursive: true, encoding: "utf8" });
  const files = names.map((name) => path.join(folder, name)).filter((file) => fs.statSync(file).isFile());
  return Buffer.concat(files.map((file) => fs.readFileSync(file)));
}

/** Calls through which everything of the console passes, and keeps all that comes back. */
function listening(opened: OpenConsole) {
  const heard: string[] = [];
  const call: OpenConsole["call"] = async (...asked) => {
    const answer = await opened.call(...asked);
    heard.push(answer.text, JSON.stringify([...answer.headers]));
    return answer;
  };
  return { call, heard };
}

test("no client secret and no access token ever comes out: in no answer, no log line, no file, no error", async () => {
  const opened = await consoleForTest({ tenants: 3 });
  const { sandbox } = opened;
  const issued = vi.spyOn(sandbox.state.accessTokens, "issue");
  const { call, heard } = listening(opened);
  const listened = { ...opened, call };
  const printed = [vi.spyOn(process.stdout, "write"), vi.spyOn(process.stderr, "write")];

  const canary = 'cänary/secret+of the "tenant" 100%';
  const [tenant, second] = [sandbox.tenant(0), sandbox.tenant(1)];
  sandbox.state.estate.changeTenant(tenant.id, { clientSecret: canary });
  const withCanary = { ...tenant, client: { ...tenant.client, clientSecret: canary } };
  const organizationId = await connectOrganization(listened);
  await connectTenant(listened, withCanary);
  await connectTenant(listened, second);
  const { hostname } = tenant;
  const { clientId } = tenant.client;

  // Every operation, with a good answer where there is one.
  const [token] = sandbox.state.contents.oauthTokensOf(second);
  const [user] = sandbox.state.contents.usersOf(second);
  for (const operation of operations) {
    const to = operation.path
      .replace("{organizationId}", organizationId)
      .replace("{tenantId}", second.id)
      .replace("{userId}", user?.id ?? "")
      .replace("{tokenId}", token?.id ?? "");
    if (["removeOrganization", "removeTenantCredential", "endOwnSession"].includes(operation.id)) continue;
    await call(operation.method, to, operation.method === "GET" ? {} : { body: {} });
  }

  // Wrong input, wrong secrets, and a Qlik that echoes what it was sent, in answers and in streamed steps.
  const echo = `client_secret ${canary} is wrong`;
  const body = { hostname, clientId, clientSecret: canary };
  for (const headers of [{}, { accept: NDJSON }]) {
    await call("POST", "/api/tenants", { body: { ...body, hostname: "evil.com" }, headers });
    await call("POST", "/api/tenants", { body: { ...body, clientId: "" }, headers });
    for (const status of [400, 401, 403, 429, 500, 200]) {
      sandbox.state.faults.add({
        path: "/oauth/token",
        times: 1,
        status,
        body: { errors: [{ code: canary, title: echo, detail: echo }], traceId: canary, access_token: 7 },
      });
      await call("POST", "/api/tenants", { body, headers });
    }
    await call("PUT", `/api/tenants/${tenant.id}/credential`, { body, headers });
    await call("POST", `/api/tenants/${tenant.id}/credential/verify`, { headers });
  }
  const bearer = () => issued.mock.results.at(-1)?.value as string;
  sandbox.state.faults.add({
    path: "/api/v1/users",
    status: 500,
    body: { errors: [{ title: `Bearer ${bearer()}`, detail: bearer() }], traceId: bearer() },
  });
  await call("GET", `/api/tenants/${tenant.id}/users`);

  // A failure that nobody expected, in the middle of storing a secret.
  opened.sql(
    "CREATE TRIGGER broken BEFORE UPDATE ON credentials BEGIN SELECT RAISE(ABORT, 'disk full'); END",
  );
  sandbox.state.faults.clear();
  const broken = await call("PUT", `/api/tenants/${tenant.id}/credential`, { body });
  expect(broken.status).toBe(500);

  // Nor while anything else of the database fails, one table after the other.
  opened.sql("DROP TRIGGER broken");
  for (const table of ["credentials", "tenants", "organizations", "data_keys", "audit_entries"]) {
    for (const operation of ["INSERT", "UPDATE"]) {
      opened.sql(
        `CREATE TRIGGER broken BEFORE ${operation} ON ${table} BEGIN SELECT RAISE(ABORT, 'disk full'); END`,
      );
      await call("PUT", `/api/tenants/${tenant.id}/credential`, { body });
      await call("POST", `/api/tenants/${tenant.id}/credential/verify`);
      await call("POST", "/api/encryption-keys/rotations", { body: {} });
      await call("GET", "/api/encryption-keys");
      opened.sql("DROP TRIGGER broken");
    }
  }

  const texts = {
    answers: heard.join("\n"),
    log: opened.logged(),
    printed: printed.flatMap((stream) => stream.mock.calls.map(([text]) => String(text))).join(""),
    disk: everythingOnDisk(opened.env.dataDir).toString("latin1"),
    database: opened.content(),
  };
  for (const stream of printed) stream.mockRestore();
  expect(texts.answers.length).toBeGreaterThan(20_000);
  expect(texts.log.length).toBeGreaterThan(1_000);
  expect(texts.log).toContain("request to Qlik");
  expect(texts.database).toContain(second.id);

  const tokens = issued.mock.results.map(({ value }) => String(value));
  expect(tokens.length).toBeGreaterThan(3);
  const secrets = [canary, second.client.clientSecret, sandbox.organization.client.clientSecret, ...tokens];
  for (const secret of secrets) {
    for (const spelling of spellings(secret)) {
      const places = Object.entries(texts).filter(
        ([, text]) => text.includes(spelling) || text.includes(Buffer.from(spelling).toString("latin1")),
      );
      expect(places.map(([place]) => place)).toEqual([]);
    }
  }
}, 60_000);

test("the keys themselves are in no database, no answer and no log", async () => {
  const opened = await consoleForTest({ tenants: 1 });
  const { call, heard } = listening(opened);
  await connectOrganization({ ...opened, call });
  const { dataDir, encryptionKey } = opened.env;
  const inFile = (name: string) => fs.readFileSync(path.join(dataDir, "keys", name), "utf8").trim();
  const keys = [encryptionKey ?? inFile("encryption.key"), opened.runtime.sessionSecret];
  const database = opened.content();
  for (const key of keys) {
    const bytes = Buffer.from(key, "base64").toString("latin1");
    for (const text of [heard.join(), opened.logged(), database])
      expect([text.includes(key), text.includes(bytes)]).toEqual([false, false]);
  }
});

test("a sealed secret that was copied to another credential does not open there, and is sent nowhere", async () => {
  const opened = await consoleForTest({ tenants: 2 });
  const [one, other] = [opened.sandbox.tenant(0), opened.sandbox.tenant(1)];
  await connectTenant(opened, one);
  await connectTenant(opened, other);
  opened.sql(
    "UPDATE credentials SET sealedSecret = (SELECT sealedSecret FROM credentials WHERE tenantId = ?) WHERE tenantId = ?",
    one.id,
    other.id,
  );
  opened.sandbox.state.requestLog.clear();
  const answer = await opened.call("GET", `/api/tenants/${other.id}/users`);
  expect([answer.status, answer.problem().code]).toEqual([500, "internal"]);
  expect(opened.sandbox.requests()).toEqual([]);
  expect((await opened.call("GET", `/api/tenants/${one.id}/users`)).status).toBe(200);
  expect((await opened.call("GET", "/api/tenants")).status).toBe(200);
});

test("a sealed secret in whose place a former one of the same credential was put is sent nowhere", async () => {
  const opened = await consoleForTest({ tenants: 1 });
  const tenant = opened.sandbox.tenant(0);
  await connectTenant(opened, tenant);
  const [former] = opened.sql("SELECT sealedSecret FROM credentials");
  const { hostname, client } = tenant;
  const body = { hostname, clientId: client.clientId, clientSecret: "another secret", storeUnchecked: true };
  expect((await opened.call("PUT", `/api/tenants/${tenant.id}/credential`, { body })).status).toBe(200);
  opened.sql("UPDATE credentials SET sealedSecret = ?", former?.sealedSecret);
  opened.sandbox.state.requestLog.clear();
  const answer = await opened.call("GET", `/api/tenants/${tenant.id}/users`);
  expect([answer.status, answer.problem().code]).toEqual([500, "internal"]);
  expect(opened.sandbox.requests()).toEqual([]);
});

test("an access token of a credential that was replaced is not used any more", async () => {
  const opened = await consoleForTest({ tenants: 1 });
  const tenant = opened.sandbox.tenant(0);
  const { hostname, client } = tenant;
  await connectTenant(opened, tenant);
  await opened.call("GET", `/api/tenants/${tenant.id}/users`);
  const issued = vi.spyOn(opened.sandbox.state.accessTokens, "issue");
  await opened.call("PUT", `/api/tenants/${tenant.id}/credential`, {
    body: { hostname, clientId: client.clientId, clientSecret: client.clientSecret },
  });
  const byTheCheck = issued.mock.calls.length;
  await opened.call("GET", `/api/tenants/${tenant.id}/users`);
  expect(issued.mock.calls.length).toBe(byTheCheck + 1);
});
