import { findTenant } from "@/lib/server/auth/page-actor";
import { titled } from "@/lib/server/auth/page-title";
import { idFrom } from "../../page-props";

/** Makes a page's `generateMetadata`: the part of the tenant, then the tenant, as tabs of a browser need it. */
export const tenantTitle = (part?: string) =>
  titled<{ tenantId: string }>("Tenant", async (page, { tenantId }) => {
    const { name } = await findTenant(page, idFrom(tenantId));
    return [part, name].filter(Boolean).join(" · ");
  });
