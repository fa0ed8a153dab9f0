import { BidiText } from "@/components/ui/bidi-text";
import { Card } from "@/components/ui/card";
import { Identifier } from "@/components/ui/identifier";
import { Link } from "@/components/ui/link";
import { paths } from "@/lib/client/paths";
import type { Tenant } from "@/lib/contracts/tenants";
import { TenantStatus } from "./tenant-status";

interface SubscriptionCardProps {
  readonly subscriptionId: string;
  /** The first few other tenants of it. */
  readonly siblings: readonly Tenant[];
  /** How many others there are. */
  readonly total: number;
}

/** The subscription and the tenants that live from it too. */
export function SubscriptionCard({ subscriptionId, siblings, total }: SubscriptionCardProps) {
  return (
    <Card
      title="Subscription"
      actions={<Identifier value={subscriptionId} label="subscription" />}
      flush
      footer={
        <Link alone href={`${paths.tenants}?subscription=${encodeURIComponent(subscriptionId)}`}>
          {total === 0 ? "Show it in the list" : `All ${(total + 1).toLocaleString("en")} tenants of it`}
        </Link>
      }
    >
      {siblings.length === 0 ? (
        <p className="p-4 text-sm text-text-muted">This is its only tenant.</p>
      ) : (
        <ul aria-label="Other tenants of the subscription" className="divide-y text-sm">
          {siblings.map((tenant) => (
            <li key={tenant.id} className="flex items-center justify-between gap-3 px-4 py-2">
              <Link alone href={paths.tenant(tenant.id)} className="min-w-0 truncate">
                <BidiText>{tenant.name}</BidiText>
              </Link>
              <TenantStatus status={tenant.status} />
            </li>
          ))}
        </ul>
      )}
    </Card>
  );
}
