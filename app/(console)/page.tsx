import type { Metadata } from "next";
import { FailingConnections } from "@/components/overview/failing-connections";
import { FirstSteps } from "@/components/overview/first-steps";
import { StatLink } from "@/components/overview/stat-link";
import { PageHeader } from "@/components/ui/page-header";
import { paths } from "@/lib/client/paths";
import { covers } from "@/lib/contracts/roles";
import { listTenants } from "@/lib/contracts/tenants";
import { requirePage } from "@/lib/server/auth/page-actor";

export const metadata: Metadata = { title: "Overview" };

const SHOWN_FAILURES = 5;

export default async function OverviewPage() {
  const { actor, services } = await requirePage(paths.overview);
  const question = listTenants.query.parse({ connection: "failing", limit: SHOWN_FAILURES });
  const [failing, organizations] = await Promise.all([
    services.tenants.list(actor, question),
    services.organizations.list(actor),
  ]);
  const connections = new Map(failing.facets.connection.map(({ value, count }) => [value, count]));
  const count = (state: "connected" | "failing" | "none") => connections.get(state) ?? 0;
  if (failing.unfilteredTotal === 0) {
    return (
      <>
        <PageHeader
          title="Welcome to Castellan"
          description="Every Qlik Cloud tenant, every OAuth token, one place to take them away."
        />
        <FirstSteps mayConnect={covers(actor.person.role, "admin")} />
      </>
    );
  }
  return (
    <>
      <PageHeader title="Overview" />
      <div className="grid gap-4 sm:grid-cols-2 xl:grid-cols-4">
        <StatLink label="Tenants" value={failing.unfilteredTotal} href={paths.tenants}>
          {organizations.data.length === 1
            ? "in 1 organization"
            : `in ${organizations.data.length} organizations`}
        </StatLink>
        <StatLink
          label="Connected"
          tone="success"
          value={count("connected")}
          href={`${paths.tenants}?connection=connected`}
        />
        <StatLink
          label="Failing"
          tone={count("failing") > 0 ? "danger" : "neutral"}
          value={count("failing")}
          href={`${paths.tenants}?connection=failing`}
        />
        <StatLink
          label="Not connected"
          tone="neutral"
          value={count("none")}
          href={`${paths.tenants}?connection=none`}
        />
      </div>
      {failing.data.length > 0 ? (
        <FailingConnections tenants={failing.data} total={failing.total ?? 0} />
      ) : null}
    </>
  );
}
