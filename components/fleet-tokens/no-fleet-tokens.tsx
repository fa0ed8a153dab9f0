import { KeyRound, LoaderCircle, Unplug } from "lucide-react";
import { useMay } from "@/components/providers/person";
import { EmptyState } from "@/components/ui/empty-state";
import { ButtonLink } from "@/components/ui/link";
import { paths } from "@/lib/client/paths";
import type { TokenInventory } from "@/lib/contracts/token-inventory";

/** Why no token is listed, each case by itself. */
export function NoFleetTokens({ inventory }: { inventory: TokenInventory | undefined }) {
  const mayConnect = useMay("admin");
  if (!inventory) return null;
  const { tenants, unread, reading, unreadable } = inventory;
  if (tenants === 0)
    return (
      <EmptyState
        icon={Unplug}
        title="No tenant is connected yet"
        action={
          mayConnect ? (
            <>
              <ButtonLink href={paths.connectMany} variant="primary">
                Connect tenants
              </ButtonLink>
              <ButtonLink href={paths.newTenant()}>Connect a tenant</ButtonLink>
            </>
          ) : undefined
        }
      >
        {mayConnect
          ? "Connect a tenant with an OAuth client, and its tokens appear here."
          : "An administrator of this console can connect tenants; their tokens appear here."}
      </EmptyState>
    );
  const isUnderWay = unread > 0 && (reading > 0 || unreadable.length === 0);
  // Where one tenant was read in full, a reading that goes on is a later one.
  if (unread < tenants && isUnderWay)
    return (
      <EmptyState icon={LoaderCircle} title="No OAuth tokens so far">
        {unread.toLocaleString("en")} of {tenants.toLocaleString("en")} connected tenants were not read in
        full yet.
      </EmptyState>
    );
  if (isUnderWay)
    return (
      <EmptyState icon={LoaderCircle} title="The tokens are being read for the first time">
        They appear as each tenant is read. You need not wait here.
      </EmptyState>
    );
  if (unread === tenants)
    return (
      <EmptyState icon={KeyRound} title="No tenant could be read">
        What happened is said above.
      </EmptyState>
    );
  if (unread > 0)
    return (
      <EmptyState icon={KeyRound} title="No tenant that could be read has OAuth tokens">
        What happened in the others is said above.
      </EmptyState>
    );
  return <EmptyState icon={KeyRound} title="No connected tenant has OAuth tokens" />;
}
