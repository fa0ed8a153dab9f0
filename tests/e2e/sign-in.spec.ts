import type { Page } from "@playwright/test";
import { Secret, TOTP } from "otpauth";
import { inRoot } from "@/scripts/lib/paths.js";
import { createProcesses } from "@/scripts/lib/processes.js";
import { sandboxedEnvironment } from "@/scripts/lib/sandboxed.js";
import { expect } from "./fixtures";
import { test } from "./own-console";
import { expectForEverybody, expectOverlayForEverybody } from "./support/appearance";
import { signIn, signOut } from "./support/forms";
import { ageSignIns } from "./support/sessions";
import { reload, takenOver, visit } from "./support/visit";

const ada = { email: "ada@example.com", password: "gatehouse-lantern-orchard-42" };

// Each test has a console of its own: what they do to Ada's account would be in each other's way.
test.use({
  firstAdministrator: ada,
  // The browser itself reports 401, 403, 429 and 400, which these tests provoke.
  expectedComplaints: /status of (400|401|403|429) /,
});

/** What the app shows at a time, so many steps from now. */
const codeOf = (secret: string, steps = 0): string =>
  new TOTP({ secret: Secret.fromBase32(secret) }).generate({ timestamp: Date.now() + steps * 30_000 });

/** Sets up a second factor, looks at each step as asked, and returns what a person would have kept of it. */
async function enrol(
  page: Page,
  look: (page: Page) => Promise<void> = async () => undefined,
): Promise<{ secret: string; recoveryCodes: readonly string[] }> {
  await page.getByRole("button", { name: "Begin" }).click();
  await expect(page.getByRole("img", { name: "QR code of the key below" })).toBeVisible();
  const secret = ((await page.locator("main code").textContent()) ?? "").replaceAll(" ", "");
  await look(page);
  await page.getByRole("textbox", { name: "Code" }).fill(codeOf(secret));
  await page.getByRole("button", { name: "Turn on" }).click();
  const codes = page.getByRole("list", { name: "Recovery codes" }).getByRole("listitem");
  await expect(codes).toHaveCount(10);
  await look(page);
  const recoveryCodes = await codes.allTextContents();
  await page.getByRole("link", { name: "I have kept them" }).click();
  return { secret, recoveryCodes };
}

async function typeCode(page: Page, code: string): Promise<void> {
  await page.getByRole("textbox", { name: "Code" }).fill(code);
  await page.getByRole("button", { name: "Sign in" }).click();
}

const heading = (page: Page, name: string) => page.getByRole("heading", { level: 1, name });

test("somebody sets up a second factor, signs in with it, and with a recovery code when the phone is away", async ({
  page,
}) => {
  test.slow();
  await visit(page, "/settings");
  await page.getByRole("link", { name: "Set up" }).click();
  const { secret, recoveryCodes } = await enrol(page);
  await expect(page.getByText("Recovery codes left")).toBeVisible();

  await signOut(page);
  await expect(heading(page, "Sign in to Castellan")).toBeVisible();
  await takenOver(page);
  await signIn(page, { ...ada, password: "not that one at all" });
  await expect(page.getByRole("alert").filter({ hasText: "not right" })).toBeVisible();
  await expect(page.getByRole("textbox", { name: "Code" })).toHaveCount(0);
  await signIn(page, ada);
  // Of the step to come: the present one may be used up by setting it up, and one of the past may run out meanwhile.
  const code = codeOf(secret, 1);
  await typeCode(page, code);
  await expect(heading(page, "Welcome to Castellan")).toBeVisible();

  await signOut(page);
  await expect(heading(page, "Sign in to Castellan")).toBeVisible();
  await takenOver(page);
  await signIn(page, ada);
  await typeCode(page, code);
  await expect(page.getByRole("alert").filter({ hasText: "was used already" })).toBeVisible();
  await typeCode(page, recoveryCodes[0] ?? "");
  await expect(heading(page, "Welcome to Castellan")).toBeVisible();
  await visit(page, "/settings");
  await expect(page.getByText("Recovery codes left").locator("..")).toContainText("9");
});

test("whoever must have a second factor comes no further until it is set up, and then where they wanted to go", {
  tag: "@night",
}, async ({ page }) => {
  test.slow();
  await visit(page, "/");
  const status = await page.evaluate(async () => {
    const body = JSON.stringify({ secondFactorRequiredFor: ["admin"], idleMinutes: 30, absoluteHours: 12 });
    const headers = { "content-type": "application/json" };
    return (await fetch("/api/settings/sign-in", { method: "PUT", headers, body })).status;
  });
  expect(status).toBe(200);
  await visit(page, "/tenants");
  await expect(heading(page, "Set up a second factor")).toBeVisible();
  await expect(page.getByText("Your role must have one before you can go on.")).toBeVisible();
  await enrol(page, expectForEverybody);
  await expect(heading(page, "Tenants")).toBeVisible();
});

test("what asks for a recent sign-in asks in place, and goes on with the very same act", async ({
  page,
  ownSandbox,
  ownDataDir,
}) => {
  const { organizations } = await ownSandbox.control.credentials();
  const [{ name, clientId, clientSecret } = { name: "", clientId: "", clientSecret: "" }] = organizations;
  await visit(page, "/credentials/organizations/new");
  await page.getByRole("textbox", { name: "Name" }).fill(name);
  await page.getByRole("textbox", { name: "Client ID" }).fill(clientId);
  await page.getByRole("textbox", { name: "Client secret" }).fill(clientSecret);
  ageSignIns(ownDataDir);
  const connect = page.getByRole("button", { name: "Connect organization" });
  await connect.click();
  const dialog = page.getByRole("dialog", { name: "Confirm that it is you" });
  await expect(dialog.getByRole("textbox", { name: "Password" })).toBeFocused();
  await expectOverlayForEverybody(page);

  await page.keyboard.press("Escape");
  await expect(dialog).toHaveCount(0);
  await expect(page.getByRole("textbox", { name: "Client ID" })).toHaveValue(clientId);
  await expect(page.getByRole("alert").filter({ hasText: "nothing was changed" })).toBeVisible();

  await connect.click();
  await dialog.getByRole("textbox", { name: "Password" }).fill("not that one at all");
  await dialog.getByRole("button", { name: "Confirm" }).click();
  await expect(dialog.getByText("The password is not right.")).toBeVisible();
  await dialog.getByRole("textbox", { name: "Password" }).fill(ada.password);
  await dialog.getByRole("button", { name: "Confirm" }).click();
  await expect(dialog).toHaveCount(0);
  await expect(page).toHaveURL(/\/(credentials|tenants)/);
  await expect(page.getByText(name).first()).toBeVisible();
});

test("a session that is ended elsewhere is out at the next step, and comes back to its page after signing in", async ({
  page,
  openContext,
}) => {
  const other = await (await openContext()).newPage();
  await visit(other, "/sign-in");
  await signIn(other, ada);
  await expect(heading(other, "Welcome to Castellan")).toBeVisible();

  await visit(page, "/settings");
  const sessions = page.getByRole("list", { name: "Sessions" }).getByRole("listitem");
  await expect(sessions).toHaveCount(2);
  await expect(sessions.filter({ hasText: "This session" })).toContainText("127.0.0.1");
  await sessions.getByRole("button", { name: /^End the session of / }).click();
  await expect(sessions).toHaveCount(1);

  await other.goto("/credentials");
  await expect(heading(other, "Sign in to Castellan")).toBeVisible();
  await takenOver(other);
  await signIn(other, ada);
  await expect(heading(other, "Credentials")).toBeVisible();
  await reload(page);
  await expect(heading(page, "Settings")).toBeVisible();
});

test("after too many wrong passwords one has to wait, until somebody at the machine unlocks the account", {
  tag: "@night",
}, async ({ openContext, ownSandbox, ownDataDir }) => {
  test.slow();
  const page = await (await openContext()).newPage();
  await visit(page, "/sign-in");
  for (let attempt = 1; attempt <= 8; attempt += 1) {
    const answered = page.waitForResponse(/callback\/credentials/);
    await signIn(page, { ...ada, password: `a wrong guess ${attempt}` });
    await answered;
  }
  await expect(page.getByRole("alert").filter({ hasText: /Try again in \d+ / })).toBeVisible();
  await signIn(page, ada);
  await expect(page.getByRole("alert").filter({ hasText: "Too many attempts" })).toBeVisible();

  const { code, output } = await createProcesses().run({
    name: "The command",
    args: [
      "--conditions=react-server",
      "--import",
      "tsx",
      inRoot("scripts/castellan.ts"),
      "admin",
      "unlock",
      ada.email,
      "--json",
    ],
    env: sandboxedEnvironment({
      dataDir: ownDataDir,
      sandboxOrigin: ownSandbox.origin,
      env: process.env,
    }),
    output: "kept",
  });
  expect(code, output).toBe(0);
  expect(output).toContain(JSON.stringify({ email: ada.email, unlocked: true }));
  await signIn(page, ada);
  await expect(heading(page, "Welcome to Castellan")).toBeVisible();
});
