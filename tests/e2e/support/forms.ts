import type { Page } from "@playwright/test";
import type { Account } from "./accounts";

export type ClientCredentials = { readonly clientId: string; readonly clientSecret: string };

/** Fills in the sign-in form and sends it. */
export async function signIn(page: Page, { email, password }: Account): Promise<void> {
  await page.getByRole("textbox", { name: "Email" }).fill(email);
  await page.getByRole("textbox", { name: "Password" }).fill(password);
  await page.getByRole("button", { name: "Sign in", exact: true }).click();
}

/** Types client ID and client secret, as every form that connects has them. */
export async function typeCredentials(
  page: Page,
  { clientId, clientSecret }: ClientCredentials,
): Promise<void> {
  await page.getByRole("textbox", { name: "Client ID" }).fill(clientId);
  await page.getByRole("textbox", { name: "Client secret" }).fill(clientSecret);
}

export async function signOut(page: Page): Promise<void> {
  await page.getByRole("button", { name: /^Account:/ }).click();
  await page.getByRole("menuitem", { name: "Sign out" }).click();
}

/** The form for the credentials of one tenant. */
export const formFor = (tenantId: string) =>
  `/credentials/tenants/new?tenant=${encodeURIComponent(tenantId)}`;
export const hostname = (page: Page) => page.getByRole("textbox", { name: "Tenant hostname" });
export const connect = (page: Page) => page.getByRole("button", { name: "Connect tenant" }).click();
export const steps = (page: Page) =>
  page.getByRole("list", { name: "Steps of the check" }).getByRole("listitem");
