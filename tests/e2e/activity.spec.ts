import { readFile } from "node:fs/promises";
import { expect, test } from "./fixtures";
import { filter, rows, rowWith, table, tick, valuesIn } from "./support/tables";
import { visit } from "./support/visit";

test.use({ expectedComplaints: /status of 400 .*audit-events/ });

test("an administrator finds what was done, opens it with its neighbours, takes it out as a file, and proves the log whole", async ({
  page,
  estate,
  console: { origin },
  sandbox: { control },
}) => {
  const tenant = estate.connected(0);
  const tokens = (await control.tokens(tenant.tenantId)).slice(0, 2).map(({ id }) => id);
  const started = await page.request.post("/api/revocations", {
    data: {
      selection: { kind: "tokens", tokens: [{ tenantId: tenant.tenantId, tokenIds: tokens }] },
      reason: "Laptop stolen",
      includeConsoleOwn: true,
    },
    headers: { origin },
  });
  expect(started.status(), await started.text()).toBe(201);

  await visit(page, `/tenants/${encodeURIComponent(tenant.tenantId)}`);
  await page
    .getByRole("navigation", { name: "Parts of the tenant" })
    .getByRole("link", { name: "Activity" })
    .click();
  const log = table(page, "Activity");
  await tick(page, filter(page, "Action"), "Revoked a token");
  await expect(rows(log)).toHaveCount(2);
  await expect.poll(valuesIn(log, "Tenant")).toEqual([tenant.name]);
  await page.reload();
  await expect(rows(log)).toHaveCount(2);

  await rowWith(log, tokens[0] ?? "")
    .getByRole("link")
    .first()
    .click();
  const entry = page.getByRole("dialog", { name: "Revoked a token" });
  await expect(entry).toContainText("Laptop stolen");
  await expect(entry).toContainText(/Before the act.*After it/s);
  const neighbours = entry.getByRole("region", { name: "In the same request" });
  await expect(neighbours).toContainText(tokens[1] ?? "");
  await neighbours.getByRole("link", { name: "Revoked a token" }).click();
  await expect(neighbours).toContainText(tokens[0] ?? "");
  await page.keyboard.press("Escape");
  await expect(entry).toBeHidden();
  // A neighbour opens among all that was done in its request.
  await expect(rows(log)).toHaveCount(3);

  await page.getByRole("button", { name: "Export" }).click();
  const download = page.waitForEvent("download");
  await page.getByRole("menuitem", { name: "As JSON Lines" }).click();
  const lines = (await readFile(await (await download).path(), "utf8")).trim().split("\n");
  expect(lines.map((line) => JSON.parse(line).action).sort()).toEqual([
    "oauth-token.revoke",
    "oauth-token.revoke",
    "revocation.start",
  ]);

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
  await expect(rowWith(log, "Exported the log")).toBeVisible();
});
