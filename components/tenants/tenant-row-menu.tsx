"use client";

import { PlugZap, RefreshCw, Users } from "lucide-react";
import { useRouter } from "next/navigation";
import { RowMenu } from "@/components/data-table/row-menu";
import { useMay } from "@/components/providers/person";
import { MenuItem } from "@/components/ui/menu-items";
import { paths } from "@/lib/client/paths";
import type { Tenant } from "@/lib/contracts/tenants";
import { useVerifyTenant } from "./use-verify-tenant";

/** What can be done with a tenant from its row. */
export function TenantRowMenu({ tenant }: { tenant: Tenant }) {
  const mayConnect = useMay("admin");
  if (tenant.connection === "none" && !mayConnect) return null;
  return (
    <RowMenu subject={tenant.name}>
      <TenantActions tenant={tenant} mayConnect={mayConnect} />
    </RowMenu>
  );
}

/** Made when the menu opens: a list has hundreds of rows, and one of them is acted on. */
function TenantActions({ tenant, mayConnect }: { tenant: Tenant; mayConnect: boolean }) {
  const router = useRouter();
  const mayVerify = useMay("operator");
  const { verify } = useVerifyTenant(tenant);
  const connected = tenant.connection !== "none";
  const go = (path: string) => () => router.push(path as Parameters<typeof router.push>[0]);
  return (
    <>
      {connected ? (
        <MenuItem onSelect={go(paths.users(tenant.id))}>
          <Users aria-hidden="true" />
          Users
        </MenuItem>
      ) : null}
      {connected && mayVerify ? (
        <MenuItem onSelect={() => verify()}>
          <RefreshCw aria-hidden="true" />
          Check again
        </MenuItem>
      ) : null}
      {mayConnect ? (
        <MenuItem onSelect={go(paths.newTenant(tenant.id))}>
          <PlugZap aria-hidden="true" />
          {connected ? "Replace credential" : "Connect"}
        </MenuItem>
      ) : null}
    </>
  );
}
