import type { Page } from "@playwright/test";
import { expect, test } from "./fixtures";
import { connect, formFor, hostname, steps, typeCredentials } from "./support/forms";
import { rows, rowWith, table } from "./support/tables";
import { visit } from "./support/visit";

const refusal = (page: Page) => page.getByRole("alert").filter({ hasText: "was not connected" });

async function expectNotConnected(page: Page, tenantId: string): Promise<void> {
  await visit(page, `/tenants/${encodeURIComponent(tenantId)}`);
  await expect(page.getByText("Not connected", { exact: true })).toBeVisible();
}

test("a host that is not Qlik's is refused at its field, and nothing is sent anywhere", async ({
  page,
  estate,
  sandbox: { control },
}) => {
  const tenant = estate.waiting(0);
  await visit(page, formFor(tenant.tenantId));
  await control.clearRequests();
  await hostname(page).fill("acme.eu.qlikcloud.com.attacker.example");
  await typeCredentials(page, tenant);
  await connect(page);
  await expect(hostname(page)).toHaveAccessibleDescription(/does not belong to a Qlik Cloud tenant/);
  await expect(hostname(page)).toHaveAttribute("aria-invalid", "true");
  await expect(refusal(page)).toBeFocused();
  await refusal(page)
    .getByRole("link", { name: /does not belong/ })
    .click();
  await expect(hostname(page)).toBeFocused();
  await expect(steps(page)).toHaveCount(0);
  // Elsewhere the console goes on reading the tenants that are connected.
  const reached = (await control.requests()).map(({ host }) => host);
  expect(reached).not.toContain("acme.eu.qlikcloud.com.attacker.example");
  expect(reached).not.toContain(tenant.hostname);
  await expectNotConnected(page, tenant.tenantId);
});

test("a hostname without a tenant fails when the host is reached, with Qlik's own code", {
  tag: "@night",
}, async ({ page, estate }) => {
  const tenant = estate.waiting(0);
  await visit(page, formFor(tenant.tenantId));
  await hostname(page).fill("nobody-lives-here.eu.qlikcloud.com");
  await typeCredentials(page, tenant);
  await connect(page);
  await expect(steps(page).first()).toContainText("Reach the host · failed");
  await expect(steps(page).first()).toContainText(
    "Qlik answered 401 LOGIN-2: there is no tenant at nobody-lives-here.eu.qlikcloud.com.",
  );
  await expect(steps(page).first()).toContainText("use its first hostname");
  await expect(steps(page).last()).toContainText("Permission to list tokens · skipped");
  await expect(refusal(page)).toContainText("Nothing was stored.");
  await expect(page.getByRole("button", { name: "Store it anyway" })).toHaveCount(0);
  await expectNotConnected(page, tenant.tenantId);
});

test("a wrong secret fails when the credentials are exchanged", async ({ page, estate }) => {
  const tenant = estate.waiting(0);
  await visit(page, formFor(tenant.tenantId));
  await typeCredentials(page, { ...tenant, clientSecret: "not-the-secret" });
  await connect(page);
  await expect(steps(page).nth(0)).toContainText("Reach the host · passed");
  await expect(steps(page).nth(1)).toContainText("Exchange the credentials · failed");
  await expect(steps(page).nth(1)).toContainText(
    "the client ID and the client secret are not accepted there",
  );
  await expect(steps(page).nth(1)).toContainText("Check that both belong to the same OAuth client");
  await expect(
    steps(page)
      .nth(1)
      .getByRole("link", { name: /Qlik's page about it/ }),
  ).toHaveAttribute("href", /^https:\/\/qlik\.dev\//);
  await expectNotConnected(page, tenant.tenantId);
});

test("a deactivated tenant is named as such, with the way to reactivate it", { tag: "@night" }, async ({
  page,
  estate,
}) => {
  const tenant = estate.deactivated;
  await visit(page, formFor(tenant.tenantId));
  await typeCredentials(page, tenant);
  await connect(page);
  await expect(steps(page).nth(1)).toContainText(
    "Qlik answered 401 TENANT_DEACTIVATED: this tenant has been deactivated.",
  );
  await expect(steps(page).nth(1)).toContainText("Reactivate it in My Qlik");
  await expectNotConnected(page, tenant.tenantId);
});

test("a client without the scope for everybody's tokens is told which scope it needs", {
  tag: "@night",
}, async ({ page, estate }) => {
  const tenant = estate.waiting(0);
  if (!tenant.narrowClient) throw new Error("The tenant has no narrow client.");
  await visit(page, formFor(tenant.tenantId));
  await typeCredentials(page, tenant.narrowClient);
  await connect(page);
  await expect(steps(page).nth(1)).toContainText("Exchange the credentials · failed");
  await expect(steps(page).nth(1)).toContainText("admin_classic");
  await expectNotConnected(page, tenant.tenantId);
});

test("a client whose user may not list tokens fails at that permission", { tag: "@night" }, async ({
  page,
  estate,
  sandbox: { control },
}) => {
  const tenant = estate.waiting(0);
  const errors = [{ code: "HTTP-403", title: "Forbidden", status: "403" }];
  await control.addFault({
    host: tenant.hostname,
    path: "/api/v1/oauth-tokens",
    status: 403,
    body: { errors },
  });
  await visit(page, formFor(tenant.tenantId));
  await typeCredentials(page, tenant);
  await connect(page);
  await expect(steps(page).nth(2)).toContainText("Read the tenant · passed");
  await expect(steps(page).nth(3)).toContainText("Permission to list tokens · failed");
  await expect(steps(page).nth(3)).toContainText("Qlik answered 403 HTTP-403");
  await expect(steps(page).nth(3)).toContainText("TenantAdmin");
  await control.clearFaults();
  await expectNotConnected(page, tenant.tenantId);
});

test("an organization's client that may not list tenants fails at that permission", {
  tag: "@night",
}, async ({ page, estate }) => {
  await visit(page, "/credentials/organizations/new");
  await page.getByRole("textbox", { name: "Name" }).fill("Narrow organization");
  await typeCredentials(page, estate.organization(1).narrowClient);
  await page.getByRole("button", { name: "Connect organization" }).click();
  await expect(steps(page).nth(2)).toContainText("Permission to list tenants · failed");
  await expect(steps(page).nth(2)).toContainText("Qlik answered 403");
  await expect(steps(page).nth(2)).toContainText("cloud-console.tenants:read");
  await visit(page, "/credentials?level=organization");
  await expect(rows(table(page, "Credentials"))).toHaveCount(1);
});

test("another tenant behind the hostname is never stored, not even on demand", async ({ page, estate }) => {
  const [tenant, other] = [estate.waiting(0), estate.waiting(1)];
  await visit(page, formFor(tenant.tenantId));
  await hostname(page).fill(other.hostname);
  await typeCredentials(page, other);
  await connect(page);
  await expect(steps(page).nth(2)).toContainText("Read the tenant · failed");
  await expect(steps(page).nth(2)).toContainText(
    `Another tenant answers at this hostname: its id is ${other.tenantId}, expected was ${tenant.tenantId}.`,
  );
  await expect(page.getByRole("button", { name: "Store it anyway" })).toHaveCount(0);
  await expectNotConnected(page, tenant.tenantId);
});

test("a host that never answers is given up after a while", { tag: "@night" }, async ({
  page,
  estate,
  sandbox: { control },
}) => {
  test.slow();
  const tenant = estate.waiting(0);
  await visit(page, formFor(tenant.tenantId));
  await control.addFault({ host: tenant.hostname, path: "/oauth/token", hang: true });
  await typeCredentials(page, tenant);
  await connect(page);
  await expect(steps(page).nth(0)).toContainText("Reach the host · running");
  await expect(page.getByRole("button", { name: "Checking…" })).toBeVisible();
  await expect(steps(page).nth(0)).toContainText("did not answer in time", { timeout: 40_000 });
  await control.clearFaults();
  await expectNotConnected(page, tenant.tenantId);
});

test("what did not pass the check can be stored all the same, and shows as failing", {
  tag: "@night",
}, async ({ page, estate }) => {
  const tenant = estate.waiting(2);
  await visit(page, formFor(tenant.tenantId));
  await typeCredentials(page, { ...tenant, clientSecret: "will-be-right-tomorrow" });
  await connect(page);
  await page.getByRole("button", { name: "Store it anyway" }).click();
  await expect(page).toHaveURL(new RegExp(`/tenants/${tenant.tenantId}$`));
  await expect(page.getByText("Failing", { exact: true })).toBeVisible();
  await visit(page, "/tenants");
  await expect(rowWith(table(page, "Tenants"), tenant.hostname)).toContainText(/Failing.*Qlik answered 401/s);
});

test("an address copied from the browser becomes a hostname", { tag: "@night" }, async ({ page, estate }) => {
  const tenant = estate.waiting(3);
  await visit(page, formFor(tenant.tenantId));
  await hostname(page).fill(`  https://${tenant.hostname.toUpperCase()}/analytics/home?from=mail#top `);
  await typeCredentials(page, {
    clientId: ` ${tenant.clientId} `,
    clientSecret: `\t${tenant.clientSecret} `,
  });
  await expect(hostname(page)).toHaveValue(tenant.hostname);
  await connect(page);
  await expect(page).toHaveURL(new RegExp(`/tenants/${tenant.tenantId}$`));
  await expect(page.getByText("Connected", { exact: true })).toBeVisible();
});

test("empty fields are named before anything is sent", async ({ page }) => {
  const sent: string[] = [];
  page.on("request", (request) => {
    if (request.method() === "POST") sent.push(request.url());
  });
  await visit(page, "/credentials/tenants/new");
  await connect(page);
  await expect(hostname(page)).toHaveAccessibleDescription(/Enter the tenant's hostname/);
  await expect(hostname(page)).toBeFocused();
  await expect(page.getByRole("textbox", { name: "Client ID" })).toHaveAccessibleDescription(
    /Enter the client ID/,
  );
  await expect(page.getByRole("textbox", { name: "Client secret" })).toHaveAccessibleDescription(
    /Enter the client secret/,
  );

  await visit(page, "/credentials/organizations/new");
  await page.getByRole("button", { name: "Connect organization" }).click();
  await expect(page.getByRole("textbox", { name: "Name" })).toHaveAccessibleDescription(/Enter a name/);
  expect(sent).toEqual([]);
});
