import { expect, type Page } from "@playwright/test";
import type { PagePattern } from "@/lib/client/pages";
import { type PageAddress, pagesWith } from "@/tests/support/pages";
import type { RunningSandbox } from "@/tests/support/servers/sandbox";
import { type Estate, personWithTokens } from "./estate";
import { rows } from "./tables";
import { visit } from "./visit";

export type EstateWorld = { readonly estate: Estate; readonly sandbox: RunningSandbox };

/** The pages that the demo's data has something for; {@link filledPagesOf} has their addresses. */
export const filledPages: readonly PageAddress[] = pagesWith({ tenantId: "a-tenant", userId: "a-user" });

/** {@link filledPages} of a connected tenant, and of somebody there who has tokens. */
export async function filledPagesOf({ estate, sandbox }: EstateWorld): Promise<readonly PageAddress[]> {
  const { tenantId } = estate.connected(12);
  const { user } = await personWithTokens(sandbox.control, { tenantId });
  return pagesWith({ tenantId, userId: user.id });
}

type Questions = Partial<Record<PagePattern, (estate: Estate) => string>>;

/** What a page is asked where its bare address shows less of it. */
const questions: Questions = {
  "/tenants": () => "?region=eu-west-1&status=active",
  "/tenants/[tenantId]/users": () => "?status=disabled,invited,deleted,provisioned",
  "/tenants/[tenantId]/tokens": () => "?use=unused",
  "/tokens": () => "?userStatus=disabled&lastUsed=over-365d",
  "/credentials": () => "?health=failing",
  "/credentials/tenants/new": (estate) => `?tenant=${estate.waiting(6).tenantId}`,
};

/** Lists in which nothing needs to stand. */
const MAY_BE_EMPTY: readonly PagePattern[] = ["/revocations", "/tenants/[tenantId]/history"];

/** Opens one of {@link filledPages}, and waits until what the demo has for it is there. */
export async function openFilled(
  page: Page,
  wanted: PagePattern,
  world: EstateWorld,
  asked: Questions = questions,
): Promise<void> {
  const found = (await filledPagesOf(world)).find(({ pattern }) => pattern === wanted);
  expect(found, "a page that the demo has something for").toBeDefined();
  await visit(page, `${found?.address}${asked[wanted]?.(world.estate) ?? ""}`);
  await expect(page.getByRole("heading", { level: 1 })).toBeVisible();
  await expect(page.getByRole("status").filter({ hasText: "Loading" })).toHaveCount(0);
  const isList = found?.kind === "list" || found?.kind === "part";
  if (isList && !MAY_BE_EMPTY.includes(wanted))
    await expect(rows(page.getByRole("table").first()).first()).toBeVisible();
}

export const routesOf = ({ tenantId }: { readonly tenantId: string }): readonly string[] => [
  "/api/organizations",
  "/api/tenants?limit=100",
  `/api/tenants/${tenantId}`,
  `/api/tenants/${tenantId}/users`,
  `/api/tenants/${tenantId}/oauth-tokens`,
  "/api/audit-events",
  "/api/openapi.json",
  "/api/health/ready",
  "/api/auth/providers",
  "/api/session",
  "/api/no-such-route",
];
