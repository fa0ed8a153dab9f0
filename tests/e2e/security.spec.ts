import { readdir, readFile } from "node:fs/promises";
import { request as httpRequest } from "node:http";
import path from "node:path";
import type { BrowserContext, Page } from "@playwright/test";
import { role } from "@/lib/contracts/role";
import { covers, type Role, roles } from "@/lib/contracts/roles";
import { inRoot } from "@/scripts/lib/paths.js";
import { addressesOf, OPEN_PAGES } from "@/tests/support/addresses";
import { expect, test } from "./fixtures";
import { accountOf } from "./support/accounts";
import type { Estate } from "./support/estate";
import { typeCredentials } from "./support/forms";
import { endSession, openSession, type Session } from "./support/sessions";
import { rows, table } from "./support/tables";
import { visit } from "./support/visit";

const pagesOf = ({ tenantId }: { readonly tenantId: string }): readonly string[] => [
  "/",
  "/tenants",
  `/tenants/${tenantId}`,
  `/tenants/${tenantId}/users`,
  `/tenants/${tenantId}/tokens`,
  "/credentials",
  "/credentials/organizations/new",
  `/credentials/tenants/new?tenant=${tenantId}`,
  "/activity",
  "/sign-in",
  "/setup",
  "/no-such-page",
];

const routesOf = ({ tenantId }: { readonly tenantId: string }): readonly string[] => [
  "/api/organizations",
  "/api/tenants?limit=100",
  `/api/tenants/${tenantId}`,
  `/api/tenants/${tenantId}/users`,
  `/api/tenants/${tenantId}/oauth-tokens`,
  "/api/audit-events",
  "/api/openapi.json",
  "/api/health/ready",
  "/api/auth/session",
  "/api/no-such-route",
];

const everywhere = {
  "cache-control": expect.stringMatching(/\bno-store\b/),
  "x-content-type-options": "nosniff",
  "x-frame-options": "DENY",
  "referrer-policy": "same-origin",
  "cross-origin-opener-policy": "same-origin",
  "cross-origin-resource-policy": "same-origin",
};

/** The status of an answer to a request with another Host, which fetch does not let anybody choose. */
const askUnderHost = (port: number, path: string, host: string): Promise<number | undefined> =>
  new Promise((resolve, reject) => {
    const asked = httpRequest({ port, path, host: "127.0.0.1", headers: { host } }, (answer) => {
      answer.resume();
      resolve(answer.statusCode);
    });
    asked.once("error", reject);
    asked.end();
  });

/** A policy by its directives. */
function directives(policy: string | undefined): ReadonlyMap<string, readonly string[]> {
  const parts = (policy ?? "").split(";").map((part) => part.trim().split(/\s+/));
  return new Map(parts.map(([name = "", ...sources]) => [name, sources]));
}

test("every page and every route says what browsers and caches may do with it", async ({ page, estate }) => {
  const nonces = new Set<string>();
  // All that there are, with ids that lead nowhere, and those whose ids lead somewhere.
  const addresses = [
    ...(await addressesOf(inRoot("."), "page.tsx")).keys(),
    ...(await addressesOf(inRoot("."), "route.ts")).keys(),
    ...pagesOf(estate.connected(11)),
    ...routesOf(estate.connected(11)),
  ];
  for (const address of addresses) {
    const answer = await page.request.get(address, { maxRedirects: 0 });
    const headers = answer.headers();
    expect(headers, address).toMatchObject(everywhere);
    expect(headers["x-powered-by"], address).toBeUndefined();
    const policy = directives(headers["content-security-policy"]);
    expect(policy.get("default-src"), address).toEqual(["'self'"]);
    expect(policy.get("frame-ancestors"), address).toEqual(["'none'"]);
    expect(policy.get("object-src"), address).toEqual(["'none'"]);
    expect(policy.get("base-uri"), address).toEqual(["'none'"]);
    expect(policy.get("form-action"), address).toEqual(["'self'"]);
    expect(policy.get("connect-src"), address).toEqual(["'self'"]);
    const scripts = policy.get("script-src") ?? [];
    expect(scripts, address).not.toContain("'unsafe-inline'");
    expect(scripts, address).not.toContain("'unsafe-eval'");
    const nonce = scripts.find((source) => source.startsWith("'nonce-")) ?? "";
    expect(nonce, address).toMatch(/^'nonce-.{20,}'$/);
    nonces.add(nonce);
  }
  expect(nonces.size, "a nonce is used once").toBe(addresses.length);
});

/** The role that a page's file says it needs; every page that one may open at all needs a viewer's. */
async function roleFor(file: string): Promise<Role> {
  const [, needed] = /<NotPermitted needed="(\w+)"/.exec(await readFile(file, "utf8")) ?? [];
  return role.catch("viewer").parse(needed);
}

test("every page opens for the roles that it is for, and for nobody without a session", async ({
  console: { origin },
  sessionOf,
}) => {
  const pages = [...(await addressesOf(inRoot("."), "page.tsx"))].filter(
    ([page]) => !OPEN_PAGES.includes(page) && page !== "/second-factor",
  );
  expect(pages.map(([page]) => page)).toContain("/tenants/some-id/users/some-id");
  let refused = 0;
  const ended = await openSession(origin, accountOf("admin"));
  await endSession(origin, ended);
  const cookieOf = ({ cookies }: Session) => cookies.map(({ name, value }) => `${name}=${value}`).join("; ");
  const open = (page: string, session?: Session) =>
    fetch(`${origin}${page}`, {
      redirect: "manual",
      headers: session ? { cookie: cookieOf(session) } : {},
    });
  for (const [page, file] of pages) {
    const needed = await roleFor(file);
    for (const answer of [await open(page), await open(page, ended)]) {
      expect(answer.status, page).toBe(307);
      expect(new URL(answer.headers.get("location") ?? "", origin).pathname, page).toBe("/sign-in");
    }
    for (const held of roles) {
      const answer = await open(page, await sessionOf(held));
      expect([200, 307, 404], `${page} for ${held}`).toContain(answer.status);
      const isRefused = (await answer.text()).includes("Your role does not allow this");
      expect(isRefused, `${page} for ${held}`).toBe(!covers(held, needed));
      refused += isRefused ? 1 : 0;
    }
  }
  expect(refused, "pages that need more than a viewer's role").toBeGreaterThanOrEqual(6);
});

test("forged Host and X-Forwarded headers change nothing", async ({ console: { origin, port } }) => {
  const forged = {
    "x-forwarded-host": "evil.example.com",
    "x-forwarded-proto": "https",
    "x-forwarded-port": "443",
    "x-forwarded-for": "198.51.100.99",
    forwarded: "host=evil.example.com;proto=https",
    "x-middleware-subrequest": "proxy:proxy:proxy:proxy:proxy",
  };
  const page = await fetch(`${origin}/tenants`, { redirect: "manual", headers: forged });
  expect(page.status).toBe(307);
  const to = new URL(page.headers.get("location") ?? "", origin);
  expect([to.host, to.pathname]).toEqual([new URL(origin).host, "/sign-in"]);
  const providers = (await (await fetch(`${origin}/api/auth/providers`, { headers: forged })).json()) as {
    readonly credentials: { readonly callbackUrl: string };
  };
  expect(new URL(providers.credentials.callbackUrl).origin).toBe(origin);
  const route = await fetch(`${origin}/api/tenants`, { headers: forged });
  expect(route.status).toBe(401);
  const asked = (path: string) => askUnderHost(port, path, "evil.example.com");
  expect(await asked("/api/tenants")).toBe(421);
  expect(await asked("/api/auth/providers")).toBe(421);
  expect(await asked("/sign-in")).toBe(404);
});

test.describe("a page that breaks the policy", () => {
  test.use({ expectedComplaints: /Content Security Policy|CSP: script-src/ });

  test("is noticed by these tests", async ({ page, context }) => {
    const noticed: string[] = [];
    context.on("weberror", (webError) => noticed.push(webError.error().message));
    await visit(page, "/");
    // Markup is what an attacker can bring in. (A script that our own scripts insert may run: that is 'strict-dynamic'.)
    await page.evaluate(() => {
      document.body.insertAdjacentHTML(
        "beforeend",
        `<img src="data:," alt="" onerror="document.title = 'a handler ran'">
         <iframe srcdoc="<script>parent.document.title = 'a script ran'</script>"></iframe>`,
      );
    });
    await expect.poll(() => noticed.filter((text) => text.includes("CSP: script-src"))).toHaveLength(2);
    await expect(page).not.toHaveTitle(/ ran$/);
  });
});

test.describe("without JavaScript", () => {
  test.use({ javaScriptEnabled: false, signedInAs: null });

  test("a form that is sent too early puts no password into an address", async ({ page }) => {
    const asked: string[] = [];
    page.on("request", (request) => asked.push(request.url()));
    const { email, password } = accountOf("viewer");
    await page.goto("/sign-in");
    await page.getByRole("textbox", { name: "Email" }).fill(email);
    await page.getByRole("textbox", { name: "Password" }).fill(password);
    const sent = page.waitForRequest(
      (request) => request.isNavigationRequest() && request.method() === "POST",
    );
    await page.getByRole("button", { name: "Sign in" }).click();
    await sent;
    expect(asked.filter((url) => url.includes("password") || url.includes(password))).toEqual([]);
  });
});

/** Everything that the browser was sent, as text: pages, their data, scripts, answers of the API. */
function everythingReceived(context: BrowserContext): () => Promise<ReadonlyMap<string, string>> {
  const bodies: Promise<readonly [string, string]>[] = [];
  context.on("response", (response) => {
    const { method, url } = { method: response.request().method(), url: response.url() };
    const headers = JSON.stringify(response.headers());
    // An answer without a body, as of a redirect, is its headers alone.
    const body = response.body().then(String, () => "");
    bodies.push(body.then((text) => [`${method} ${url}`, `${headers}\n${text}`] as const));
  });
  return async () => new Map(await Promise.all(bodies));
}

/** The spellings in which a secret may lie about. */
const spellings = (secret: string): readonly string[] => [
  secret,
  encodeURIComponent(secret),
  Buffer.from(secret).toString("base64").replace(/=+$/, ""),
  Buffer.from(secret).toString("base64url"),
  Buffer.from(secret).toString("hex"),
];

function namesOfLeaks(
  texts: ReadonlyMap<string, string>,
  secrets: ReadonlyMap<string, string>,
): readonly string[] {
  return [...texts].flatMap(([where, text]) =>
    [...secrets]
      .filter(([, secret]) => spellings(secret).some((spelling) => text.includes(spelling)))
      .map(([name]) => `${name} in ${where}`),
  );
}

/** Every file below a folder; bytes are read as one character each, so that nothing is lost in them. */
async function filesIn(folder: string): Promise<ReadonlyMap<string, string>> {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true });
  const files = entries
    .filter((entry) => entry.isFile())
    .map((entry) => path.join(entry.parentPath, entry.name));
  return new Map(
    await Promise.all(files.map(async (file) => [file, await readFile(file, "latin1")] as const)),
  );
}

const secretsOf = (estate: Estate): Map<string, string> =>
  new Map([
    ...[0, 1].map((place) => {
      const { name, clientSecret } = estate.organization(place as 0 | 1);
      return [`secret of ${name}`, clientSecret] as const;
    }),
    ...estate
      .tenants(0)
      .map(({ hostname, clientSecret }) => [`secret of ${hostname}`, clientSecret] as const),
  ]);

async function walkThrough(page: Page, estate: Estate): Promise<void> {
  for (const address of pagesOf(estate.connected(11)).slice(0, 9)) {
    await visit(page, address);
    await expect(page.getByRole("heading", { level: 1 })).toBeVisible();
  }
  for (const address of routesOf(estate.connected(11)))
    await page.evaluate(async (url) => (await fetch(url)).text(), address);
}

test.describe("client secrets and access tokens", () => {
  test.use({ expectedComplaints: /status of (404|424) / });

  test("are in nothing that the console sends, prints or keeps, not even when Qlik repeats them", async ({
    page,
    context,
    estate,
    dataDir,
    sandbox: { control },
    console: running,
  }) => {
    test.slow();
    const tenant = estate.waiting(5);
    const accessToken = "canary-of-an-access-token-0123456789abcdef";
    const mistyped = "canary-of-a-mistyped-secret-0123456789";
    const secrets = secretsOf(estate).set("access token", accessToken).set("mistyped secret", mistyped);
    const received = everythingReceived(context);

    await test.step("a secret is typed, refused by an answer that repeats it, and then accepted", async () => {
      const errors = [{ code: "ECHO", title: `No client has the secret ${mistyped}`, detail: mistyped }];
      await control.addFault({
        host: tenant.hostname,
        path: "/oauth/token",
        times: 1,
        status: 401,
        body: { errors },
      });
      await visit(page, `/credentials/tenants/new?tenant=${tenant.tenantId}`);
      await typeCredentials(page, { ...tenant, clientSecret: mistyped });
      await page.getByRole("button", { name: "Connect tenant" }).click();
      await expect(page.getByRole("alert").filter({ hasText: "was not connected" })).toBeVisible();
      await typeCredentials(page, tenant);
      await page.getByRole("button", { name: "Connect tenant" }).click();
      await expect(page).toHaveURL(new RegExp(`/tenants/${tenant.tenantId}$`));
    });

    await test.step("an access token is used, and an answer repeats it", async () => {
      const token = { access_token: accessToken, token_type: "bearer", expires_in: 21_600 };
      const errors = [{ code: "ECHO", title: `Bearer ${accessToken}`, detail: accessToken }];
      await control.changeTenant(tenant.tenantId, { clientSecret: `${tenant.clientSecret}-new` });
      await control.addFault({ host: tenant.hostname, path: "/oauth/token", status: 200, body: token });
      await control.addFault({ host: tenant.hostname, path: "/api/v1/users", status: 500, body: { errors } });
      await control.clearRequests();
      await visit(page, `/tenants/${tenant.tenantId}/tokens`);
      await expect(page.getByRole("alert").filter({ hasText: "could not be read" })).toBeVisible();
      await visit(page, `/tenants/${tenant.tenantId}/users`);
      await expect(page.getByRole("alert").filter({ hasText: "Qlik answered 500 ECHO" })).toBeVisible();
      const exchanges = (await control.requests()).filter(({ path: address }) => address === "/oauth/token");
      expect(exchanges.length, "the canary was handed out").toBeGreaterThan(0);
      await control.clearFaults();
    });

    await walkThrough(page, estate);
    await visit(page, "/activity");
    await expect(rows(table(page, "Activity")).first()).toBeVisible();

    // What is no secret is found in all these places, so that secrets would be.
    const known = new Map([["client ID", tenant.clientId]]);
    const sent = await received();
    expect(namesOfLeaks(sent, known), "the search sees what is sent").not.toEqual([]);
    expect(namesOfLeaks(sent, secrets), "sent to the browser").toEqual([]);
    expect(namesOfLeaks(new Map([["its output", running.output()]]), secrets), "printed").toEqual([]);
    const kept = await filesIn(dataDir);
    expect(namesOfLeaks(kept, known), "the search sees what is kept").not.toEqual([]);
    expect(namesOfLeaks(kept, secrets), "kept on disk").toEqual([]);
    const bundles = await filesIn(inRoot(".next/static"));
    expect(bundles.size).toBeGreaterThan(5);
    expect(namesOfLeaks(bundles, secrets), "built into the scripts").toEqual([]);
  });
});
