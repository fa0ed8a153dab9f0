import { readdir, readFile } from "node:fs/promises";
import path from "node:path";
import type { BrowserContext, Page } from "@playwright/test";
import { inRoot } from "@/scripts/lib/paths.js";
import { pagesWith } from "@/tests/support/pages";
import { expect, test } from "./fixtures";
import type { Estate } from "./support/estate";
import { routesOf } from "./support/every-page";
import { typeCredentials } from "./support/forms";
import { rows, table } from "./support/tables";
import { visit } from "./support/visit";

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
  for (const { address } of pagesWith({ tenantId: estate.connected(11).tenantId })) {
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
      // The tenant says who it is, as nothing else of it would be believed.
      const me = { id: tenant.tenantId, hostnames: [tenant.hostname], status: "active" };
      await control.addFault({ host: tenant.hostname, path: "/api/v1/tenants/me", status: 200, body: me });
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
