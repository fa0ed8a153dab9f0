import { demoAccount } from "@/scripts/lib/demo-account.js";
import { addPeople } from "@/tests/support/servers/people";
import { expect } from "./fixtures";
import { test } from "./own-console";
import { otherPeople } from "./support/accounts";
import { expectForEverybody } from "./support/appearance";
import { openSession } from "./support/sessions";
import { visit } from "./support/visit";

test("the set-up form is for everybody", { tag: "@night" }, async ({ page, ownConsole }) => {
  await visit(page, /http:\S+\/setup\?token=\S+/.exec(ownConsole.output())?.[0] ?? "");
  await page.getByRole("button", { name: "Create administrator" }).click();
  await expect(page.getByText("Enter a name.")).toBeVisible();
  await expectForEverybody(page);
});

test.describe("with nothing connected yet", () => {
  test.use({ firstAdministrator: demoAccount });

  test("each page says what to do next, in a way for everybody", { tag: "@looks" }, async ({ page }) => {
    for (const [path, words] of [
      ["/", "Three steps to the first revoked token"],
      ["/tenants", "No tenants yet"],
      ["/credentials", "Nothing is connected"],
    ] as const) {
      await visit(page, path);
      await expect(page.getByText(words)).toBeVisible();
      await expect(page.getByRole("link", { name: "Connect an organization" }).first()).toBeVisible();
      await expectForEverybody(page);
    }
  });

  test("those who may not connect anything are told who can, and are offered nothing", {
    tag: "@night",
  }, async ({ openContext, ownConsole: { origin }, ownDataDir: dataDir, ownSandbox }) => {
    await addPeople({ dataDir, sandboxOrigin: ownSandbox.origin, people: otherPeople });
    for (const person of otherPeople) {
      const storageState = await openSession(origin, person);
      const page = await (await openContext({ storageState })).newPage();
      for (const path of ["/", "/tenants", "/tokens", "/credentials"]) {
        await visit(page, path);
        await expect(page.getByText(/An administrator of this console can connect/)).toBeVisible();
        await expect(page.getByRole("main").getByRole("link", { name: /connect/i })).toHaveCount(0);
      }
    }
  });
});
