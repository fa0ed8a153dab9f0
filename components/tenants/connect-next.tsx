import { useMay } from "@/components/providers/person";
import { Notice } from "@/components/ui/notice";
import type { TenantList } from "@/lib/contracts/tenants";

/** The tenants are listed and none is connected: how to go on, for those who may. */
export function ConnectNext({ list }: { list: TenantList | undefined }) {
  const mayConnect = useMay("admin");
  // What is filtered out may well be connected.
  if (!mayConnect || !list || list.total === 0 || list.total !== list.unfilteredTotal) return null;
  if (list.facets.connection.some(({ value, count }) => value !== "none" && count > 0)) return null;
  return (
    <Notice tone="info" title="Next: connect a tenant">
      Open one and choose Connect tenant: then its people and their tokens can be seen and revoked. For many
      at once, select them.
    </Notice>
  );
}
