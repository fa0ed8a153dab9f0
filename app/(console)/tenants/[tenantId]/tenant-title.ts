import { findTenant } from "@/app/_page/open-page";
import { titled } from "@/app/_page/titled";
import { idFrom } from "../../page-props";

/** Makes a page's `generateMetadata`: the part of the tenant, then the tenant, as tabs of a browser need it. */
export const tenantTitle = (part?: string) =>
  titled<{ tenantId: string }>("Tenant", async (page, { tenantId }) => {
    const { name } = await findTenant(page, idFrom(tenantId));
    return [part, name].filter(Boolean).join(" · ");
  });
