import { parseArgs } from "node:util";
import { launch } from "@/scripts/lib/launch.js";
import type { Processes } from "@/scripts/lib/processes.js";
import { startPostgresql } from "@/tests/support/postgresql/server";
import { pageWords, revocationWords, syncWords } from "./inventory-words";
import { coldCalls } from "./jobs/cold-calls";
import { fleetPages } from "./jobs/fleet-page";
import { listFleet } from "./jobs/list-fleet";
import { listTenants } from "./jobs/list-tenants";
import { listTokens } from "./jobs/list-tokens";
import { pageTenants } from "./jobs/page-tenants";
import { revokeFleet } from "./jobs/revoke-fleet";
import { revokeInManyTenants } from "./jobs/revoke-in-many-tenants";
import { revokeInOneTenant } from "./jobs/revoke-in-one-tenant";
import { sealSecrets } from "./jobs/seal-secrets";
import { searchTenants } from "./jobs/search-tenants";
import { syncFleet } from "./jobs/sync-fleet";
import { verifyAuditLog } from "./jobs/verify-audit-log";
import type { Row } from "./row";
import { startBenchSandbox } from "./sandbox";
import { DELAY_MS, FULL, PAGE, QUICK, type Sizes } from "./sizes";
import { sandboxTable, targetsTable, timesTable } from "./table";

const HELP = `npm run bench -- [--quick]

Measures Castellan's Qlik client against the sandbox and prints tables; docs/benchmarks.md explains them.
  --quick   a tenth of the work and one run of each, in about a minute: to see that nothing is broken or has become
            much slower. The targets are those of the whole work: single runs, and cold ones, may miss them.
`;

/** A client's first exchange adds its own token to the list: one fewer makes the pages come out even. */
const withOwnToken = (tokens: number): number => tokens - 1;

async function said(row: Promise<Row>): Promise<Row> {
  const { job, ours } = await row;
  console.log(`${job}: ${(ours.median.ms / 1000).toFixed(2)} s`);
  return row;
}

/** One sandbox at a time, because the two share the machine's processors with the client. */
async function manyTenants(processes: Processes, sizes: Sizes): Promise<readonly Row[]> {
  const { organizationTenants: tenants, fleet } = sizes;
  const tokensPerTenant = withOwnToken(fleet.tokensPerTenant);
  const sandbox = await startBenchSandbox(processes, { seed: 7, tenants, tokensPerTenant });
  const rows = [await said(listFleet(sandbox, sizes)), await said(listTenants(sandbox, sizes))];
  console.log(syncWords(await syncFleet(sandbox, sizes)));
  console.log(revocationWords(await revokeFleet(sandbox, sizes.inventory.revokedTenants)));
  await sandbox.stop();
  return rows;
}

async function manyTokens(processes: Processes, sizes: Sizes): Promise<readonly Row[]> {
  const tokensPerTenant = withOwnToken(sizes.tokensOfOneTenant);
  // Another seed, and a tenant for each job: the vendor's client remembers access tokens by client id.
  const sandbox = await startBenchSandbox(processes, { seed: 8, tenants: 60, tokensPerTenant });
  const [listed, revokedIn, called, ...others] = sandbox.tenants;
  if (!listed || !revokedIn || !called) throw new Error("The sandbox has too few tenants.");
  const rows = [
    await said(listTokens(sandbox, sizes, listed)),
    await said(revokeInManyTenants(sandbox, sizes, others.slice(0, sizes.revocations.tenants))),
    await said(revokeInOneTenant(sandbox, sizes, revokedIn)),
    await said(coldCalls(sandbox, sizes, called)),
  ];
  await sandbox.stop();
  return rows;
}

launch(async (processes) => {
  const { values } = parseArgs({
    options: { quick: { type: "boolean", default: false }, help: { type: "boolean", default: false } },
  });
  if (values.help) {
    console.log(HELP);
    return 0;
  }
  const sizes = values.quick ? QUICK : FULL;
  const { secrets, sealMs, openMs } = await sealSecrets();
  console.log(
    `${secrets} secrets sealed: ${sealMs.toFixed(1)} ms, opened: ${openMs.toFixed(1)} ms (median of 5 runs)`,
  );
  const verified = await verifyAuditLog(sizes.auditEntries);
  console.log(
    `${verified.entries} audit entries verified: ${(verified.ms / 1000).toFixed(1)} s (one run, SQLite)`,
  );
  const searched = await searchTenants(sizes.organizationTenants);
  console.log(
    `palette, one of ${searched.tenants} tenants: ${searched.median.toFixed(1)} ms, at most ${searched.slowest.toFixed(1)} ms (target: 50 ms; SQLite, the route itself)`,
  );
  for (const { database, tenants, pages, p50, p95, filteredP50 } of await pageTenants(
    processes,
    sizes.storedTenants,
  ))
    console.log(
      `a page of ${PAGE} of ${tenants} tenants on ${database}: p50 ${p50.toFixed(1)} ms, p95 ${p95.toFixed(1)} ms (${pages} pages, one after the other); filtered by region: p50 ${filteredP50.toFixed(1)} ms`,
    );
  const rows = [...(await manyTenants(processes, sizes)), ...(await manyTokens(processes, sizes))];
  console.log(pageWords(await fleetPages(sizes.inventory.tokens)));
  const server = await startPostgresql({});
  try {
    const location = { kind: "postgresql", url: server.url } as const;
    console.log(pageWords(await fleetPages(sizes.inventory.tokens, location)));
  } finally {
    await server.stop();
  }
  console.log(`\nL = ${DELAY_MS} ms per request and per connection, unless said otherwise. ~ is scaled up.`);
  console.log(`\n${timesTable(rows)}\n\n${sandboxTable(rows)}\n\n${targetsTable(rows)}`);
  return 0;
});
