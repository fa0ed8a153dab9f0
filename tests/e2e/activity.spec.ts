import { readFile } from "node:fs/promises";
import { expect, test } from "./fixtures";
import { personWithTokens } from "./support/estate";
import { filter, rows, rowWith, table, tick } from "./support/tables";
import { visit } from "./support/visit";

test.use({ expectedComplaints: /status of 400 .*audit-events/ });

test("an administrator finds by a person's e-mail the revocation that took their token, opens it, takes it out as a file, and proves the log whole", async ({
  page,
  estate,
  console: { origin },
  sandbox: { control },
}) => {
  const tenant = estate.connected(0);
  const { user, tokens } = await personWithTokens(control, tenant);
  const others = (await control.tokens(tenant.tenantId)).filter(({ userId }) => userId !== user.id);
  const [hers] = tokens;
  const ids = [hers.id, ...others.slice(0, 3).map(({ id }) => id)];
  const post = (path: string, data: object) => page.request.post(path, { data, headers: { origin } });
  await post("/api/token-inventory/sync", {});
  const knows = async () => {
    const found = await page.request.get(`/api/oauth-tokens?search=${hers.id}`);
    return (await found.json()).data.length;
  };
  await expect.poll(knows, { timeout: 30_000 }).toBe(1);
  const selection = { kind: "tokens", tokens: [{ tenantId: tenant.tenantId, tokenIds: ids }] };
  const started = await post("/api/revocations", {
    selection,
    reason: "Laptop stolen",
    includeConsoleOwn: true,
  });
  expect(started.status(), await started.text()).toBe(201);

  await visit(page, `/tenants/${encodeURIComponent(tenant.tenantId)}`);
  await page
    .getByRole("navigation", { name: "Parts of the tenant" })
    .getByRole("link", { name: "Activity" })
    .click();
  const log = table(page, "Activity");
  await tick(page, filter(page, "Action"), "Revoked a token");
  await expect(rows(log)).toHaveCount(1);
  await expect(rows(log)).toContainText("4 of 4 revoked");

  await visit(page, "/activity");
  await page.getByRole("searchbox", { name: "Search activity" }).fill(user.email ?? "");
  await expect(rows(log)).toHaveCount(1);
  await expect(rows(log)).toContainText("Started revoking tokens");
  await tick(page, filter(page, "When"), "Today");
  await expect(page.getByRole("list", { name: "Active filters" })).toContainText(
    /Today \(Asia\/Kat[h]?mandu\)/,
  );
  await expect(rows(log)).toHaveCount(1);
  await page.reload();
  await expect(rows(log)).toHaveCount(1);

  await rows(log).getByRole("link").first().click();
  const entry = page.getByRole("dialog", { name: "Started revoking tokens" });
  await expect(entry).toContainText("Laptop stolen");
  await expect(entry).toContainText(/Before the act.*After it/s);
  const parts = entry.getByRole("list", { name: "Tokens" }).getByRole("listitem");
  await expect(parts).toHaveCount(1);
  await expect(parts).toContainText(`${user.name} (${user.email})`);
  await expect(parts).toContainText(hers.id);
  await expect(parts).toContainText("Succeeded");
  await entry.getByRole("button", { name: "Show all tokens" }).click();
  await expect(parts).toHaveCount(4);
  await entry.getByRole("searchbox", { name: "Search tokens" }).fill(hers.id);
  await expect(parts).toHaveCount(1);
  await parts.getByRole("link").click();
  const one = page.getByRole("dialog", { name: "Revoked a token" });
  await expect(one).toContainText(`${user.name} (${user.email})`);
  await expect(one).toContainText("204");
  await page.keyboard.press("Escape");
  await expect(one).toBeHidden();

  await visit(page, `/activity?search=${encodeURIComponent(user.email ?? "")}`);
  await expect(rows(log)).toHaveCount(1);
  await page.getByRole("button", { name: "Export" }).click();
  const download = page.waitForEvent("download");
  await page.getByRole("menuitem", { name: "As JSON Lines" }).click();
  const lines = (await readFile(await (await download).path(), "utf8")).trim().split("\n");
  expect(lines.map((line) => JSON.parse(line).object.id)).toEqual([expect.any(String), hers.id]);

  await page.getByRole("button", { name: "Verify" }).click();
  await expect(
    page
      .getByRole("status")
      .filter({ hasText: /^The log is whole. All [\d,]+ entries from 1 to \d+ are as they were written/ }),
  ).toBeVisible();

  await visit(page, "/activity?persn=ada&outcome=maybe");
  await expect(page.getByText("It is not filtered by persn")).toBeVisible();
  await page.getByRole("button", { name: "Leave it out" }).click();
  await expect(page.getByText("It is not filtered by persn")).toBeHidden();
  await expect(page.getByText(/Choose from succeeded, already-gone/)).toBeVisible();
  await page.getByRole("button", { name: "Clear filters" }).first().click();

  await filter(page, "When").click();
  await page.getByRole("menuitem", { name: "Choose days…" }).click();
  const days = page.getByRole("dialog", { name: "When: choose days" });
  await expect(days).toContainText(/your time zone, Asia\/Kat[h]?mandu/);
  await days.getByLabel("First day").fill("2020-11-02");
  await days.getByLabel("Last day").fill("2020-11-01");
  await days.getByRole("button", { name: "Show these days" }).click();
  await expect(days).toContainText("The last day is before the first one.");
  await days.getByLabel("Last day").fill("2020-11-03");
  await days.getByRole("button", { name: "Show these days" }).click();
  await expect(page.getByRole("list", { name: "Active filters" })).toContainText("2020-11-02 to 2020-11-03");
  await expect(page.getByText("No entries match")).toBeVisible();
  await page.getByRole("button", { name: "Clear filters" }).first().click();
  await expect(rowWith(log, "Exported the log")).toBeVisible();
});
