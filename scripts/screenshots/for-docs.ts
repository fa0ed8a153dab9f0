import type { BrowserContextOptions, Page } from "@playwright/test";
import { typeCredentials } from "@/tests/e2e/support/forms";
import { visit } from "@/tests/e2e/support/visit";
import type { World } from "./world";

type Picture = {
  readonly file: string;
  readonly look: BrowserContextOptions;
  /** Brings the page to what shall be seen. */
  readonly arrange: (page: Page, world: World) => Promise<void>;
};

const DESK = { viewport: { width: 1440, height: 900 }, colorScheme: "light" } as const;
const PHONE = { viewport: { width: 390, height: 844 }, colorScheme: "light" } as const;

async function showTenants(page: Page): Promise<void> {
  await visit(page, "/tenants");
  await page.getByRole("table", { name: "Tenants" }).getByRole("link").first().waitFor();
}

async function showTokens(page: Page, { estate }: World): Promise<void> {
  await visit(page, `/tenants/${estate.connected(0).tenantId}/tokens`);
  await page.getByRole("button", { name: "Revoke" }).nth(2).click();
  await page.getByRole("alertdialog").getByRole("button", { name: "Revoke" }).click();
  await page.getByText("Revoked by you").waitFor();
  await page.getByText("Token revoked").waitFor({ state: "hidden" });
}

async function showFailedCheck(page: Page, { estate }: World): Promise<void> {
  const { tenantId, clientId } = estate.waiting(0);
  await visit(page, `/credentials/tenants/new?tenant=${tenantId}`);
  await typeCredentials(page, { clientId, clientSecret: "the-secret-of-another-client" });
  await page.getByRole("button", { name: "Connect tenant" }).click();
  await page.getByRole("button", { name: "Store it anyway" }).waitFor();
}

/** The few pictures that README and docs show. */
export const picturesForDocs: readonly Picture[] = [
  { file: "tenants-light.png", look: DESK, arrange: showTenants },
  { file: "tenants-dark.png", look: { ...DESK, colorScheme: "dark" }, arrange: showTenants },
  { file: "tokens-light.png", look: DESK, arrange: showTokens },
  { file: "connect-light.png", look: DESK, arrange: showFailedCheck },
  { file: "phone-light.png", look: PHONE, arrange: showTenants },
];
