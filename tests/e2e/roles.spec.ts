import type { Page } from "@playwright/test";
import { rolesFor } from "@/lib/contracts/roles";
import { guardedPages } from "@/tests/support/pages";
import { expect, test } from "./fixtures";
import { accountOf } from "./support/accounts";
import { personWithTokens } from "./support/estate";
import { filledPages } from "./support/every-page";
import { signIn } from "./support/forms";
import { rows, rowWith, table } from "./support/tables";
import { takenOver, visit } from "./support/visit";

/** Calls the API from inside the page, with its cookie and its origin. */
const ask = (page: Page, method: string, path: string, body?: unknown) =>
  page.evaluate(
    async ([verb, address, sent]) => {
      const response = await fetch(address, {
        method: verb,
        ...(sent === undefined ? {} : { body: sent, headers: { "content-type": "application/json" } }),
      });
      const text = await response.text();
      return {
        status: response.status,
        type: response.headers.get("content-type"),
        problem:
          text === "" ? null : (JSON.parse(text) as { readonly code?: string; readonly detail?: string }),
      };
    },
    [method, path, body === undefined ? undefined : JSON.stringify(body)] as const,
  );

const forbidden = {
  status: 403,
  type: "application/problem+json",
  problem: expect.objectContaining({ code: "forbidden" }),
};

test.describe("a viewer", () => {
  test.use({ signedInAs: "viewer", expectedComplaints: /status of 403 / });

  test("sees tenants, people and tokens, and nothing with which to change them", async ({
    page,
    estate,
    sandbox,
  }) => {
    const tenant = estate.connected(9);
    const { user } = await personWithTokens(sandbox.control, tenant);
    await visit(page, "/tenants");
    await expect(rows(table(page, "Tenants"))).toHaveCount(60);
    await page.getByRole("button", { name: `Actions for ${tenant.name}`, exact: true }).click();
    await expect(page.getByRole("menuitem")).toHaveText(["Users"]);

    await visit(page, `/tenants/${tenant.tenantId}/users/${user.id}`);
    await expect(rows(table(page, "OAuth tokens")).first()).toBeVisible();
    await expect(page.getByRole("button", { name: "Revoke" })).toHaveCount(0);

    await visit(page, `/tenants/${tenant.tenantId}`);
    await expect(page.getByText("Connected", { exact: true })).toBeVisible();
    for (const name of ["Check again", "Remove"]) {
      await expect(page.getByRole("button", { name })).toHaveCount(0);
    }
    await expect(page.getByRole("link", { name: "Replace credential" })).toHaveCount(0);

    await visit(page, `/tenants/${estate.waiting(4).tenantId}`);
    await expect(page.getByText("An administrator of this console can connect it.")).toBeVisible();
    await expect(page.getByRole("link", { name: "Connect tenant" })).toHaveCount(0);

    await visit(page, "/credentials");
    await expect(rows(table(page, "Credentials")).first()).toBeVisible();
    await expect(page.getByRole("link", { name: /^Connect/ })).toHaveCount(0);
    await expect(page.getByRole("button", { name: /^Actions for Northwind Analytics/ })).toHaveCount(0);
  });

  test("is told which role the other pages need", { tag: "@night" }, async ({ page }) => {
    for (const { address, role } of filledPages) {
      if (role === undefined) continue;
      await visit(page, address);
      await expect(page.getByText("Your role does not allow this")).toBeVisible();
      await expect(page.getByText(`This page needs the role ${rolesFor(role)}.`)).toBeVisible();
    }
    await expect(
      page.getByRole("navigation", { name: "Main" }).getByRole("link", { name: "Activity" }),
    ).toHaveCount(0);
  });

  test("is refused by the routes themselves, whatever the page hides", async ({
    page,
    estate,
    sandbox: { control },
  }) => {
    const tenant = estate.connected(9);
    const { tokens } = await personWithTokens(control, tenant);
    const { hostname, clientId, clientSecret } = tenant;
    await visit(page, "/");
    const inTenant = `/api/tenants/${tenant.tenantId}`;
    const calls: readonly (readonly [string, string, unknown?])[] = [
      ["DELETE", `${inTenant}/oauth-tokens/${tokens[0].id}`],
      ["PUT", `${inTenant}/credential`, { hostname, clientId, clientSecret }],
      ["DELETE", `${inTenant}/credential`],
      ["POST", `${inTenant}/credential/verify`],
      ["POST", "/api/tenants", { hostname, clientId, clientSecret }],
      ["POST", "/api/organizations", { name: "Mine", clientId, clientSecret }],
      ["GET", "/api/audit-events"],
    ];
    for (const [method, path, body] of calls) {
      expect(await ask(page, method, path, body), `${method} ${path}`).toEqual(forbidden);
    }
    expect(await control.token(tenant.tenantId, tokens[0].id)).not.toBeNull();
  });
});

test.describe("an operator", () => {
  test.use({ signedInAs: "operator", expectedComplaints: /status of 403 / });

  test("revokes and checks, but connects nothing", async ({ page, estate, sandbox: { control } }) => {
    const tenant = estate.connected(10);
    const { user, tokens } = await personWithTokens(control, tenant);
    await visit(page, `/tenants/${tenant.tenantId}`);
    await page.getByRole("button", { name: "Check again" }).click();
    await expect(page.getByText(`${tenant.name} is connected`)).toBeVisible();
    await expect(page.getByRole("link", { name: "Replace credential" })).toHaveCount(0);
    await expect(page.getByRole("button", { name: "Remove" })).toHaveCount(0);

    await visit(page, `/tenants/${tenant.tenantId}/users/${user.id}`);
    await page.getByTitle(`Revoke token ${tokens[0].id}`).click();
    await page.getByRole("alertdialog").getByRole("button", { name: "Revoke" }).click();
    await expect(page.getByText("Revoked by you")).toBeVisible();
    expect(await control.token(tenant.tenantId, tokens[0].id)).toBeNull();

    const { hostname, clientId, clientSecret } = tenant;
    const credential = { hostname, clientId, clientSecret };
    expect(await ask(page, "PUT", `/api/tenants/${tenant.tenantId}/credential`, credential)).toEqual(
      forbidden,
    );
    expect(await ask(page, "GET", "/api/audit-events")).toEqual(forbidden);
    await visit(page, "/activity");
    await expect(page.getByText("This page needs the role auditor or admin.")).toBeVisible();
  });
});

test.describe("an auditor", () => {
  test.use({ signedInAs: "auditor", expectedComplaints: /status of 403 / });

  test("reads Activity, verifies it and takes it out, sees what a viewer sees, and changes nothing", async ({
    page,
    estate,
    sandbox: { control },
  }) => {
    const tenant = estate.connected(11);
    const { user, tokens } = await personWithTokens(control, tenant);
    await visit(page, `/tenants/${tenant.tenantId}`);
    for (const name of ["Check again", "Remove"])
      await expect(page.getByRole("button", { name })).toHaveCount(0);
    await page.getByRole("link", { name: "Activity", exact: true }).last().click();
    await expect(page).toHaveURL(new RegExp(`/activity\\?tenant=${tenant.tenantId}`));
    await expect(page.getByRole("heading", { name: "Activity", level: 1 })).toBeVisible();

    await visit(page, "/");
    await page
      .getByRole("navigation", { name: "Main" })
      .getByRole("link", { name: "Activity", exact: true })
      .click();
    await expect(rows(table(page, "Activity")).first()).toBeVisible();
    await page.getByRole("button", { name: "Verify" }).click();
    await expect(page.getByText("The log is whole", { exact: true })).toBeVisible();
    const exported = await ask(page, "GET", "/api/audit-events/export?format=jsonl&from=2999-01-01");
    expect(exported.status).toBe(200);

    await visit(page, `/tenants/${tenant.tenantId}/users/${user.id}`);
    await expect(rows(table(page, "OAuth tokens")).first()).toBeVisible();
    await expect(page.getByRole("button", { name: "Revoke" })).toHaveCount(0);
    const inTenant = `/api/tenants/${tenant.tenantId}`;
    for (const [method, path] of [
      ["DELETE", `${inTenant}/oauth-tokens/${tokens[0].id}`],
      ["POST", `${inTenant}/credential/verify`],
      ["POST", "/api/token-inventory/sync"],
      ["GET", "/api/people"],
    ] as const)
      expect(await ask(page, method, path), `${method} ${path}`).toEqual(forbidden);
    expect(await control.token(tenant.tenantId, tokens[0].id)).not.toBeNull();
  });
});

test("an administrator reads in the activity log who was refused at sign-in", { tag: "@night" }, async ({
  page,
  openContext,
  baseURL,
}) => {
  const stranger = await (await openContext()).newPage();
  const answer = await stranger.request.post("/api/auth/callback/credentials", {
    headers: { origin: String(baseURL) },
    form: {
      ...accountOf("viewer"),
      password: "a guess that is long enough",
      json: "true",
      csrfToken: ((await (await stranger.request.get("/api/auth/csrf")).json()) as { csrfToken: string })
        .csrfToken,
    },
  });
  expect(answer.status()).toBe(401);
  await visit(page, "/activity");
  const refused = rowWith(table(page, "Activity"), "Was refused at sign-in").first();
  await expect(refused).toContainText("Vera Viewer");
  await expect(refused).toContainText("Failed");
});

test.describe("whoever is not signed in", () => {
  test.use({ signedInAs: null });

  test("is sent to sign in from every page, and comes back to it afterwards", async ({ page, estate }) => {
    const paths = guardedPages.map(({ address }) => address);
    for (const path of [...paths, `/tenants/${estate.connected(9).tenantId}/users?status=disabled`]) {
      await page.goto(path);
      await expect(page, path).toHaveURL(`/sign-in?callbackUrl=${encodeURIComponent(path)}`);
    }
    const filtered = "/tenants?status=active&region=eu-west-1&sort=-name";
    await visit(page, filtered);
    await expect(page.getByRole("heading", { name: "Sign in to Castellan" })).toBeVisible();
    await signIn(page, accountOf("viewer"));
    await expect(page.getByRole("heading", { name: "Tenants", level: 1 })).toBeVisible();
    await expect(page).toHaveURL(filtered);
    await takenOver(page);
    await page.goto("/sign-in?callbackUrl=%2Fcredentials");
    await expect(page).toHaveURL("/credentials");
  });

  for (const elsewhere of [
    "https://attacker.example/",
    "//attacker.example/",
    "/..//attacker.example/",
    "/%2e%2e//attacker.example/",
    "/\\attacker.example/",
    "/\t/attacker.example/",
    "javascript:alert(1)",
  ]) {
    // One of each change, the other ways to write it at night; the words themselves are held by a unit test.
    const ring = elsewhere === "/..//attacker.example/" ? [] : ["@night"];
    test(`is not led to ${JSON.stringify(elsewhere)} by a link to the sign-in page`, { tag: ring }, async ({
      page,
      baseURL,
    }) => {
      await visit(page, `/sign-in?callbackUrl=${encodeURIComponent(elsewhere)}`);
      await signIn(page, accountOf("viewer"));
      await expect(page.getByRole("navigation", { name: "Main" })).toBeVisible();
      expect(new URL(page.url()).origin).toBe(baseURL);
    });
  }
});
