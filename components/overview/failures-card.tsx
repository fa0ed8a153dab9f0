import { BidiText } from "@/components/ui/bidi-text";
import { Card } from "@/components/ui/card";
import { Link } from "@/components/ui/link";
import { Status } from "@/components/ui/status";
import { paths } from "@/lib/client/paths";
import type { Overview } from "@/lib/contracts/overview";

/** Connections that somebody has to look after, by what happened. */
export function FailuresCard({ failing, total }: { failing: Overview["failing"]; total: number }) {
  const told = failing.reduce((sum, { count }) => sum + count, 0);
  return (
    <Card
      title="Connections that fail"
      flush
      footer={
        total > 1 ? (
          <>
            <Link alone href={`${paths.tenants}?connection=failing`}>
              All {total.toLocaleString("en")}
            </Link>
            {told < total ? <span>{total - told} for other reasons</span> : null}
          </>
        ) : undefined
      }
    >
      {failing.length === 0 ? (
        <p className="p-4 text-sm">
          <Status tone="success">Every connection that was made works.</Status>
        </p>
      ) : (
        <ul className="divide-y text-sm">
          {failing.map(({ reason, count, tenants }) => (
            <li key={reason} className="flex flex-col gap-1 px-4 py-3">
              <p>
                <strong className="font-medium">
                  {count === 1 ? "1 tenant" : `${count.toLocaleString("en")} tenants`}
                </strong>
                <span className="text-text-muted"> · {reason}</span>
              </p>
              <TenantLinks tenants={tenants} total={count} />
            </li>
          ))}
        </ul>
      )}
    </Card>
  );
}

/** The first few of some tenants, each a link, and how many more there are. */
export function TenantLinks({
  tenants,
  total,
}: {
  tenants: readonly { readonly id: string; readonly name: string }[];
  total: number;
}) {
  return (
    <p className="flex flex-wrap gap-x-3 gap-y-0.5">
      {tenants.map(({ id, name }) => (
        <Link alone key={id} href={paths.tenant(id)} className="max-w-full truncate py-0.5 touch:py-0">
          <BidiText>{name}</BidiText>
        </Link>
      ))}
      {total > tenants.length ? (
        <span className="text-text-muted">and {(total - tenants.length).toLocaleString("en")} more</span>
      ) : null}
    </p>
  );
}
