import { Card } from "@/components/ui/card";
import { Link } from "@/components/ui/link";
import { paths } from "@/lib/client/paths";
import { type Overview, SEEN_WITHIN_DAYS } from "@/lib/contracts/overview";
import { TenantLinks } from "./failures-card";

/** Tenants that came and tenants that went since last week. */
export function SeenCard({ firstSeen, gone }: Pick<Overview, "firstSeen" | "gone">) {
  return (
    <Card title="Since last week" flush>
      <dl className="divide-y text-sm">
        <Seen
          label="Seen for the first time"
          href={`${paths.tenants}?firstSeen=${SEEN_WITHIN_DAYS}d&sort=-firstSeenAt`}
          counted={firstSeen}
          none="No new tenant."
        />
        <Seen
          label="No longer listed"
          href={`${paths.tenants}?lastSeen=unlisted`}
          counted={gone}
          none="None is gone."
        />
      </dl>
    </Card>
  );
}

interface SeenProps {
  readonly label: string;
  readonly href: string;
  readonly counted: Overview["gone"];
  readonly none: string;
}

const Seen = ({ label, href, counted: { total, tenants }, none }: SeenProps) => (
  <div className="flex flex-col gap-1 px-4 py-3">
    <dt className="text-text-muted">
      {label}
      {total > 0 ? (
        <>
          {" · "}
          <Link href={href}>{total === 1 ? "1 tenant" : `${total.toLocaleString("en")} tenants`}</Link>
        </>
      ) : null}
    </dt>
    <dd>{total === 0 ? none : <TenantLinks tenants={tenants} total={total} />}</dd>
  </div>
);
