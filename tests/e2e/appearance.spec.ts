import type { Page } from "@playwright/test";
import type { RunningSandbox } from "@/tests/support/servers/sandbox";
import { expect, test } from "./fixtures";
import { accountOf } from "./support/accounts";
import { expectForEverybody, expectOverlayForEverybody, OVERLAYS } from "./support/appearance";
import { type Estate, personWithTokens } from "./support/estate";
import { signIn, typeCredentials } from "./support/forms";
import { rows, table } from "./support/tables";
import { visit } from "./support/visit";

type World = { readonly estate: Estate; readonly sandbox: RunningSandbox };

const firstRow = (page: Page, name: string) => expect(rows(table(page, name)).first()).toBeVisible();
const tenantPath = (estate: Estate): string => `/tenants/${estate.connected(12).tenantId}`;
const tenantOf = ({ estate }: World): string => tenantPath(estate);

async function openPerson(page: Page, world: World): Promise<void> {
  const { user } = await personWithTokens(world.sandbox.control, world.estate.connected(12));
  await visit(page, `${tenantOf(world)}/users/${user.id}`);
  await firstRow(page, "OAuth tokens");
}

/** What each page shows when all is well, and how it is reached. */
const pages: Readonly<Record<string, (page: Page, world: World) => Promise<void>>> = {
  "the overview": async (page) => {
    await visit(page, "/");
    await expect(page.getByRole("heading", { name: "Overview" })).toBeVisible();
  },
  "the list of tenants": async (page) => {
    await visit(page, "/tenants?region=eu-west-1&status=active");
    await firstRow(page, "Tenants");
  },
  "a tenant": async (page, world) => {
    await visit(page, tenantOf(world));
    await expect(page.getByText("Connected", { exact: true })).toBeVisible();
  },
  "a tenant whose connection fails": async (page, { estate }) => {
    await visit(page, `/tenants/${estate.failing.tenantId}`);
    await expect(page.getByText("Failing", { exact: true })).toBeVisible();
  },
  "the users of a tenant": async (page, world) => {
    await visit(page, `${tenantOf(world)}/users?status=disabled,invited,deleted,provisioned`);
    await firstRow(page, "Users");
  },
  "a person's tokens": openPerson,
  "the tokens of a tenant": async (page, world) => {
    await visit(page, `${tenantOf(world)}/tokens?use=unused`);
    await firstRow(page, "OAuth tokens");
  },
  "the tokens of the fleet": async (page) => {
    await visit(page, "/tokens?userStatus=disabled&lastUsed=over-365d");
    await firstRow(page, "OAuth tokens");
  },
  "the tokens by person": async (page) => {
    await visit(page, "/tokens/people");
    await firstRow(page, "Tokens by user");
  },
  "the credentials": async (page) => {
    await visit(page, "/credentials?health=failing");
    await firstRow(page, "Credentials");
  },
  "the form for many tenants": async (page) => {
    await visit(page, "/credentials/tenants/many");
  },
  "the history of a tenant": async (page, world) => {
    await visit(page, `${tenantOf(world)}/history`);
  },
  "one's own account": async (page) => {
    await visit(page, "/settings");
  },
  "the settings of sign-in": async (page) => {
    await visit(page, "/settings/sign-in");
  },
  "the form for an organization": async (page) => {
    await visit(page, "/credentials/organizations/new");
  },
  "the form for a tenant": async (page, { estate }) => {
    await visit(page, `/credentials/tenants/new?tenant=${estate.waiting(6).tenantId}`);
  },
  "the encryption keys": async (page) => {
    await visit(page, "/settings/keys");
    await firstRow(page, "Data keys");
  },
  "the activity log": async (page) => {
    await visit(page, "/activity");
    await firstRow(page, "Activity");
  },
};

/** One page of each kind is looked at with every change: a list, a page of details, tokens, a form, the settings. */
const everyChange: readonly string[] = [
  "the overview",
  "the list of tenants",
  "a tenant",
  "a person's tokens",
  "the form for an organization",
  "one's own account",
];

for (const [name, open] of Object.entries(pages)) {
  const ring = everyChange.includes(name) ? "@looks" : "@night";
  test(`${name} is for everybody`, { tag: ring }, async ({ page, estate, sandbox }) => {
    await open(page, { estate, sandbox });
    await expectForEverybody(page);
  });
}

test("the question before a revocation is for everybody", { tag: "@looks" }, async ({
  page,
  estate,
  sandbox,
}) => {
  await openPerson(page, { estate, sandbox });
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
