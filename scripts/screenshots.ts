import "./lib/require-node.js";
import { mkdir, mkdtemp, rm } from "node:fs/promises";
import os from "node:os";
import path from "node:path";
import { type BrowserContextOptions, chromium, type Page } from "@playwright/test";
import { startConsole } from "@/tests/support/servers/console";
import { startSandbox } from "@/tests/support/servers/sandbox";
import { seedDataDir } from "@/tests/support/servers/seed";
import { findBrowser } from "./lib/browser.js";
import { browserArguments } from "./lib/browser-arguments.js";
import { demoAccount } from "./lib/demo-account.js";
import { demoSelection, type SandboxTenant } from "./lib/demo-selection.js";
import { launch } from "./lib/launch.js";
import { inRoot } from "./lib/paths.js";
import { prepareProduction } from "./lib/prepare.js";
import { sandboxCredentials } from "./lib/sandboxed.js";

type Picture = {
  readonly file: string;
  readonly look: BrowserContextOptions;
  /** Brings the page to what shall be seen. */
  readonly arrange: (page: Page) => Promise<void>;
};

const DESK = { viewport: { width: 1440, height: 900 }, colorScheme: "light" } as const;
const PHONE = { viewport: { width: 390, height: 844 }, colorScheme: "light" } as const;

async function showTenants(page: Page): Promise<void> {
  await page.goto("/tenants");
  await page.getByRole("table", { name: "Tenants" }).getByRole("link").first().waitFor();
}

const showTokens =
  ({ tenantId }: SandboxTenant) =>
  async (page: Page): Promise<void> => {
    await page.goto(`/tenants/${encodeURIComponent(tenantId)}/tokens`);
    await page.getByRole("button", { name: "Revoke" }).nth(2).click();
    await page.getByRole("alertdialog").getByRole("button", { name: "Revoke" }).click();
    await page.getByText("Revoked by you").waitFor();
    await page.getByText("Token revoked").waitFor({ state: "hidden" });
  };

const showFailedCheck =
  ({ tenantId, clientId }: SandboxTenant) =>
  async (page: Page): Promise<void> => {
    await page.goto(`/credentials/tenants/new?tenant=${encodeURIComponent(tenantId)}`);
    await page.getByRole("textbox", { name: "Client ID" }).fill(clientId);
    await page.getByRole("textbox", { name: "Client secret" }).fill("the-secret-of-another-client");
    await page.getByRole("button", { name: "Connect tenant" }).click();
    await page.getByRole("button", { name: "Store it anyway" }).waitFor();
  };

function picturesOf(
  [connected]: readonly SandboxTenant[],
  [waiting]: readonly SandboxTenant[],
): readonly Picture[] {
  if (!connected || !waiting) throw new Error("The sandbox has too few tenants for the pictures.");
  return [
    { file: "tenants-light.png", look: DESK, arrange: showTenants },
    { file: "tenants-dark.png", look: { ...DESK, colorScheme: "dark" }, arrange: showTenants },
    { file: "tokens-light.png", look: DESK, arrange: showTokens(connected) },
    { file: "connect-light.png", look: DESK, arrange: showFailedCheck(waiting) },
    { file: "phone-light.png", look: PHONE, arrange: showTenants },
  ];
}

async function signIn(page: Page): Promise<void> {
  await page.goto("/sign-in", { waitUntil: "networkidle" });
  await page.getByRole("textbox", { name: "Email" }).fill(demoAccount.email);
  await page.getByRole("textbox", { name: "Password" }).fill(demoAccount.password);
  await page.getByRole("button", { name: "Sign in" }).click();
  await page.getByRole("heading", { name: "Overview" }).waitFor();
}

/** Takes the pictures for docs/images of a production console with the demo's data. */
launch(async (processes) => {
  await prepareProduction(processes);
  const { executable } = await findBrowser(processes);
  const dataDir = await mkdtemp(path.join(os.tmpdir(), "castellan-screenshots-"));
  const sandbox = await startSandbox();
  await seedDataDir({ dataDir, sandboxOrigin: sandbox.origin });
  const running = await startConsole({ dataDir, connectTo: new URL(sandbox.origin).host });
  const browser = await chromium.launch({
    args: browserArguments(),
    ...(executable === null ? {} : { executablePath: executable }),
  });
  try {
    const { connected, waiting } = demoSelection(await sandboxCredentials(sandbox.origin));
    await mkdir(inRoot("docs/images"), { recursive: true });
    for (const { file, look, arrange } of picturesOf(connected, waiting)) {
      const fixed = {
        baseURL: running.origin,
        locale: "en-GB",
        timezoneId: "UTC",
        reducedMotion: "reduce",
      } as const;
      const context = await browser.newContext({ ...fixed, ...look });
      const page = await context.newPage();
      await signIn(page);
      await arrange(page);
      await page.mouse.move(0, 0);
      await page.screenshot({ path: inRoot("docs/images", file), animations: "disabled", caret: "hide" });
      await context.close();
      console.log(`› docs/images/${file}`);
    }
    return 0;
  } finally {
    await browser.close();
    await running.stop();
    await sandbox.stop();
    await rm(dataDir, { recursive: true, force: true });
  }
});
