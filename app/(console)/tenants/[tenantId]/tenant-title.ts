import type { Metadata } from "next";
import { findTenantName } from "@/lib/server/auth/page-actor";
import { idFrom } from "../../page-props";

/** Makes a page's `generateMetadata`: the part of the tenant, then the tenant, as tabs of a browser need it. */
export const tenantTitle =
  (part?: string) =>
  async ({ params }: { params: Promise<{ tenantId: string }> }): Promise<Metadata> => {
    const name = (await findTenantName(idFrom((await params).tenantId))) ?? "Tenant";
    return { title: part ? `${part} · ${name}` : name };
  };
