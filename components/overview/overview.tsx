"use client";

import { useQuery } from "@tanstack/react-query";
import { useMay } from "@/components/providers/person";
import { regionWords } from "@/components/tenants/region-name";
import { statusTone, statusWord } from "@/components/tenants/tenant-status";
import { paths } from "@/lib/client/paths";
import { overviewQuery } from "@/lib/client/queries/overview";
import { CountsCard } from "./counts-card";
import { EndingsCard } from "./endings-card";
import { FailuresCard } from "./failures-card";
import { FirstSteps } from "./first-steps";
import { FreshnessCard } from "./freshness-card";
import { SeenCard } from "./seen-card";
import { StatLink } from "./stat-link";

/** What a hurried administrator wants to know first; every number leads to the rows behind it. */
export function Overview({ organizations }: { organizations: number }) {
  const { data } = useQuery(overviewQuery());
  const mayConnect = useMay("admin");
  if (!data) return null;
  const count = (state: "connected" | "failing" | "none") =>
    data.connection.find(({ value }) => value === state)?.count ?? 0;
  return (
    <div className="flex flex-col gap-4">
      {count("connected") + count("failing") === 0 ? (
        <FirstSteps mayConnect={mayConnect} tenants={data.tenants} organizations={organizations} />
      ) : null}
      <div className="grid grid-cols-2 gap-4 xl:grid-cols-4">
        <StatLink label="Tenants" value={data.tenants} href={paths.tenants}>
          {organizations === 1 ? "in 1 organization" : `in ${organizations} organizations`}
        </StatLink>
        <StatLink
          label="Connected"
          tone="success"
          value={count("connected")}
          href={paths.tenantsOf({ connection: "connected" })}
        />
        <StatLink
          label="Failing"
          tone={count("failing") > 0 ? "danger" : "neutral"}
          value={count("failing")}
          href={paths.tenantsOf({ connection: "failing" })}
        />
        <StatLink
          label="Not connected"
          tone="neutral"
          value={count("none")}
          href={paths.tenantsOf({ connection: "none" })}
        />
      </div>
      <div className="grid items-start gap-4 lg:grid-cols-2">
        <div className="flex min-w-0 flex-col gap-4">
          <FailuresCard failing={data.failing} total={count("failing")} connected={count("connected")} />
          <EndingsCard overview={data} />
          <SeenCard firstSeen={data.firstSeen} gone={data.gone} />
        </div>
        <div className="flex min-w-0 flex-col gap-4">
          <CountsCard
            title="Tenants by status"
            what="Status"
            rows={data.status.map(({ value, count: tenants }) => ({
              label: statusWord(value),
              count: tenants,
              tone: statusTone(value),
              href: paths.tenantsOf({ status: value }),
            }))}
          />
          <CountsCard
            title="Tenants by region"
            what="Region"
            rows={data.region.map(({ value, count: tenants }) => ({
              label: regionWords(value),
              count: tenants,
              tone: undefined,
              href: paths.tenantsOf({ region: value }),
            }))}
          />
          <FreshnessCard oldest={data.oldest} />
        </div>
      </div>
    </div>
  );
}
