"use client";

import { RefreshCw } from "lucide-react";
import { useMay } from "@/components/providers/person";
import { CoverageNote } from "@/components/tenants/coverage-note";
import { Button } from "@/components/ui/button";
import { NavTabs } from "@/components/ui/nav-tabs";
import { PageHeader } from "@/components/ui/page-header";
import { paths } from "@/lib/client/paths";
import { InventoryNotices } from "./inventory-notices";
import { useTokenInventory } from "./use-token-inventory";

/** The head of all pages over the tokens of the fleet, and what there is to know of how it was read. */
export function FleetHeader() {
  const { inventory, sync, beginning } = useTokenInventory();
  const maySync = useMay("operator");
  const reading = beginning || (inventory?.reading ?? 0) > 0;
  return (
    <>
      <PageHeader
        title="Tokens"
        description={
          <>
            Every OAuth token of every connected tenant, as Qlik listed it when the tenant was last read.{" "}
            {inventory ? <CoverageNote coverage={inventory.coverage} /> : null}
          </>
        }
        actions={
          maySync && inventory && inventory.tenants > 0 ? (
            <Button pending={reading} pendingLabel={progressWords(inventory)} onClick={sync}>
              <RefreshCw aria-hidden="true" />
              Read again
            </Button>
          ) : undefined
        }
      >
        <NavTabs
          label="Tokens by"
          tabs={[
            { label: "All tokens", href: paths.tokens },
            { label: "Users", href: paths.tokenGroups("people") },
            { label: "Clients", href: paths.tokenGroups("clients") },
            { label: "Tenants", href: paths.tokenGroups("tenants") },
          ]}
        />
      </PageHeader>
      {inventory ? <InventoryNotices inventory={inventory} /> : null}
    </>
  );
}

function progressWords({ reading, tenants }: { reading: number; tenants: number }): string {
  if (reading === 0) return "Starting…";
  return tenants === 1
    ? "Reading…"
    : `Reading ${reading.toLocaleString("en")} of ${tenants.toLocaleString("en")} tenants…`;
}
