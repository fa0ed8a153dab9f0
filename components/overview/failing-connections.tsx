import { BidiText } from "@/components/ui/bidi-text";
import { Card } from "@/components/ui/card";
import { Link } from "@/components/ui/link";
import { paths } from "@/lib/client/paths";
import type { Tenant } from "@/lib/contracts/tenants";

/** Connections that somebody has to look after, with the reason. */
export function FailingConnections({ tenants, total }: { tenants: readonly Tenant[]; total: number }) {
  return (
    <Card
      title="Connections that fail"
      flush
      footer={
        total > tenants.length ? (
          <Link href={`${paths.tenants}?connection=failing`}>All {total}</Link>
        ) : undefined
      }
    >
      <ul className="divide-y text-sm">
        {tenants.map((tenant) => (
          <li key={tenant.id} className="flex flex-col gap-0.5 px-4 py-3">
            <Link href={paths.tenant(tenant.id)} className="max-w-full self-start font-medium">
              <BidiText>{tenant.name}</BidiText>
            </Link>
            <span className="text-text-muted">{tenant.connectionProblem}</span>
          </li>
        ))}
      </ul>
    </Card>
  );
}
