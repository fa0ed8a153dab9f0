import { request as httpRequest } from "node:http";
import { covers, roles } from "@/lib/contracts/roles";
import { inRoot } from "@/scripts/lib/paths.js";
import { routesIn } from "@/tests/support/addresses";
import { allPages, guardedPages, pagesWith } from "@/tests/support/pages";
import { expect, test } from "./fixtures";
import { accountOf } from "./support/accounts";
import { routesOf } from "./support/every-page";
import { endSession, openSession, type Session } from "./support/sessions";
import { visit } from "./support/visit";

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
    ...allPages.map(({ address }) => address),
    ...(await routesIn(inRoot("."))).keys(),
    ...pagesWith({ tenantId: estate.connected(11).tenantId }).map(({ address }) => address),
    "/no-such-page",
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

test("every page opens for the roles that it is for, and for nobody without a session", async ({
  console: { origin },
  sessionOf,
}) => {
  const pages = guardedPages.filter(({ kind }) => kind !== "entrance");
  expect(pages.map(({ address }) => address)).toContain("/tenants/some-id/users/some-id");
  let refused = 0;
  const ended = await openSession(origin, accountOf("admin"));
  await endSession(origin, ended);
  const cookieOf = ({ cookies }: Session) => cookies.map(({ name, value }) => `${name}=${value}`).join("; ");
  const open = (page: string, session?: Session) =>
    fetch(`${origin}${page}`, {
      redirect: "manual",
      headers: session ? { cookie: cookieOf(session) } : {},
    });
  for (const { address: page, role: needed = "viewer" } of pages) {
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
