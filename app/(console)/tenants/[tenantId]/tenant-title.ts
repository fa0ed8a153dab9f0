import { findTenant } from "@/app/_page/open-page";
import { titled } from "@/app/_page/titled";
import { type PagePattern, pages } from "@/lib/client/pages";
import { idFrom } from "../../page-props";

const TENANT = "/tenants/[tenantId]";

/** Makes a page's `generateMetadata`: the part of the tenant, then the tenant, as tabs of a browser need it. */
export const tenantTitle = (pattern: Extract<PagePattern, `${typeof TENANT}${string}`>) =>
  titled<{ tenantId: string }>(pages[TENANT].title, async (page, { tenantId }) => {
    const { name } = await findTenant(page, idFrom(tenantId));
    return pattern === TENANT ? name : `${pages[pattern].title} · ${name}`;
  });
