import { isFirstOfItsKind } from "@/tests/support/pages";
import { expect, test } from "./fixtures";
import { accountOf } from "./support/accounts";
import { expectForEverybody, expectOverlayForEverybody, OVERLAYS } from "./support/appearance";
import type { Estate } from "./support/estate";
import { filledPages, openFilled } from "./support/every-page";
import { signIn, typeCredentials } from "./support/forms";
import { rows, table } from "./support/tables";
import { visit } from "./support/visit";

const tenantPath = (estate: Estate): string => `/tenants/${estate.connected(12).tenantId}`;

for (const { pattern, kind } of filledPages) {
  const ring = isFirstOfItsKind({ pattern, kind }) ? "@looks" : "@night";
  test(`${pattern} is for everybody`, { tag: ring }, async ({ page, estate, sandbox }) => {
    await openFilled(page, pattern, { estate, sandbox });
    await expectForEverybody(page);
  });
}

test("a tenant whose connection fails is for everybody", { tag: "@night" }, async ({ page, estate }) => {
  await visit(page, `/tenants/${estate.failing.tenantId}`);
  await expect(page.getByText("Failing", { exact: true })).toBeVisible();
  await expectForEverybody(page);
});

test("the question before a revocation is for everybody", { tag: "@looks" }, async ({
  page,
  estate,
  sandbox,
}) => {
  await openFilled(page, "/tenants/[tenantId]/users/[userId]", { estate, sandbox });
  await page.getByRole("button", { name: "Revoke" }).first().click();
  await expect(page.getByRole("alertdialog")).toBeVisible();
  await expectForEverybody(page);
});

/** What opens above a page, and the buttons that lead there, in their order. */
const overlays: readonly (readonly [string, ...(string | RegExp)[][]])[] = [
  [
    "/tenants?region=il-central-1",
    ["Columns"],
    ["Theme"],
    [/^Account:/],
    [/^Status/],
    ["More filters"],
    ["Export"],
    ["Selection options"],
    [/^Actions for/],
    [/^View:/, "Save as new view…"],
    [/^Search everything/],
  ],
  ["/credentials", [/^Actions for Northwind/], [/^Actions for Northwind/, "Remove"]],
  ["/settings", ["Change password"]],
  ["/settings/people", [/^Actions for Vera/, "Change role"], [/^Actions for Vera/, "Remove"]],
  ["/settings/keys", ["Rotate data key"]],
];

test("what opens above a page is for everybody, and gives the focus back", { tag: "@night" }, async ({
  page,
  estate,
}) => {
  test.slow();
  const ways = [...overlays, [tenantPath(estate), ["Remove"]] as const];
  for (const [path, ...buttons] of ways) {
    await visit(page, path);
    for (const names of buttons) {
      await test.step(`${path}: ${names.join(", ")}`, async () => {
        const opener = page.getByRole("button", { name: names[0] }).first();
        await opener.press("Enter");
        for (const name of names.slice(1)) await page.getByRole("menuitem", { name }).press("Enter");
        await expectOverlayForEverybody(page);
        await page.keyboard.press("Escape");
        await expect(page.locator(OVERLAYS)).toHaveCount(0);
        await expect(opener).toBeFocused();
      });
    }
  }
});

test("the list of shortcuts and the drawers are for everybody, and give the focus back", {
  tag: "@night",
}, async ({ page }) => {
  await visit(page, "/activity");
  await page.keyboard.press("?");
  await expectOverlayForEverybody(page);
  await page.keyboard.press("Escape");
  const entry = rows(table(page, "Activity")).first().getByRole("link").first();
  await entry.press("Enter");
  await expectOverlayForEverybody(page);
  await page.keyboard.press("Escape");
  await expect(entry).toBeFocused();
  await page.setViewportSize({ width: 360, height: 740 });
  await visit(page, "/tenants");
  const navigation = page.getByRole("button", { name: "Open navigation" });
  await navigation.press("Enter");
  await expectOverlayForEverybody(page);
  await page.keyboard.press("Escape");
  await expect(navigation).toBeFocused();
  const sort = page.getByRole("button", { name: "Sort", exact: true });
  await sort.press("Enter");
  await expectOverlayForEverybody(page);
  await page.keyboard.press("Escape");
  await expect(sort).toBeFocused();
});

test("a check that failed is for everybody", { tag: "@night" }, async ({ page, estate }) => {
  const tenant = estate.waiting(6);
  await visit(page, `/credentials/tenants/new?tenant=${tenant.tenantId}`);
  await typeCredentials(page, { ...tenant, clientSecret: "wrong" });
  await page.getByRole("button", { name: "Connect tenant" }).click();
  await expect(page.getByRole("button", { name: "Store it anyway" })).toBeVisible();
  await expectForEverybody(page);
});

test("fields with errors are for everybody", { tag: "@looks" }, async ({ page }) => {
  await visit(page, "/credentials/organizations/new");
  await page.getByRole("button", { name: "Connect organization" }).click();
  await expect(page.getByText("Enter the client ID.")).toBeVisible();
  await expectForEverybody(page);
});

test("a list that hides everything, and one that is not there, are for everybody", { tag: "@night" }, async ({
  page,
  estate,
}) => {
  await visit(page, "/tenants?search=nothing-is-called-like-this");
  await expect(page.getByText("No tenants match")).toBeVisible();
  await expectForEverybody(page);
  await visit(page, `/tenants/${estate.waiting(6).tenantId}/tokens`);
  await expect(page.getByText("This tenant is not connected")).toBeVisible();
  await expectForEverybody(page);
});

test.describe("when Qlik fails", () => {
  test.use({ expectedComplaints: /status of 424 / });

  test("a list that is still loading is for everybody", { tag: "@night" }, async ({
    page,
    estate,
    sandbox: { control },
  }) => {
    const tenant = estate.connected(13);
    await control.addFault({ host: tenant.hostname, path: "/api/v1/users", hang: true });
    await visit(page, `/tenants/${tenant.tenantId}/users`);
    await expect(page.getByRole("status").filter({ hasText: "Loading" })).toBeAttached();
    await expectForEverybody(page);
    await control.clearFaults();
  });

  test("a list that could not be read is for everybody", { tag: "@night" }, async ({ page, estate }) => {
    await visit(page, `/tenants/${estate.failing.tenantId}/users`);
    await expect(page.getByRole("button", { name: "Retry" })).toBeVisible();
    await expectForEverybody(page);
  });
});

test.describe("an address that leads nowhere", () => {
  test.use({ expectedComplaints: /status of 404 / });

  test("is for everybody", async ({ page }) => {
    await visit(page, "/tenants/there-is-no-such-tenant");
    await expect(page.getByText("There is no such page")).toBeVisible();
    await expectForEverybody(page);
  });
});

test.describe("a viewer", () => {
  test.use({ signedInAs: "viewer" });

  test("is told about a missing right in a way for everybody", { tag: "@night" }, async ({ page }) => {
    await visit(page, "/activity");
    await expect(page.getByText("Your role does not allow this")).toBeVisible();
    await expectForEverybody(page);
  });
});

test.describe("before signing in", () => {
  test.use({ signedInAs: null, expectedComplaints: /status of 401 / });

  test("the form, and a refusal, are for everybody", { tag: "@looks" }, async ({ page }) => {
    await visit(page, "/sign-in");
    await expectForEverybody(page);
    await signIn(page, { ...accountOf("viewer"), password: "not this one" });
    await expect(page.getByRole("alert").filter({ hasText: "not right" })).toBeVisible();
    await expectForEverybody(page);
  });

  test("a set-up link that is gone is for everybody", { tag: "@night" }, async ({ page }) => {
    await visit(page, "/setup?token=used-up");
    await expect(page.getByText("The set-up link is wrong, or was used already.")).toBeVisible();
    await expectForEverybody(page);
  });
});

test("what moves stands still for those who ask for that", { tag: "@night" }, async ({ page }) => {
  await page.emulateMedia({ reducedMotion: "reduce" });
  await visit(page, "/tenants");
  await page.getByRole("button", { name: "Columns" }).click();
  await expect(page.getByRole("menu")).toBeVisible();
  const longest = await page.evaluate(() => {
    const seconds = (list: string) => list.split(",").map((duration) => Number.parseFloat(duration));
    const durations = [...document.querySelectorAll("*")].flatMap((element) => {
      const { animationDuration, transitionDuration } = getComputedStyle(element);
      return [...seconds(animationDuration), ...seconds(transitionDuration)];
    });
    return Math.max(...durations);
  });
  expect(longest, "in seconds").toBeLessThan(0.001);
});
