import fs from "node:fs";
import os from "node:os";
import path from "node:path";
import { tenantsQuery } from "@/lib/contracts/tenants";
import type { DatabaseLocation } from "@/lib/env/database-location";
import { migrate } from "@/lib/server/store/migrate";
import { openStore, type Store } from "@/lib/server/store/store";
import { toolEnvironment } from "@/scripts/lib/environment.js";
import { inRoot } from "@/scripts/lib/paths.js";
import { canRunPostgresql } from "@/scripts/lib/postgresql-programs.js";
import type { Processes } from "@/scripts/lib/processes.js";

const STARTS_WITHIN_MS = 60_000;

const ORGANIZATION = "organization";
/** As Qlik gives them, page by page. */
const LISTED_AT_ONCE = 100;
const NOW = new Date("2026-11-21T10:00:00Z");

export interface PagingTimes {
  readonly database: DatabaseLocation["kind"];
  readonly tenants: number;
  readonly pages: number;
  /** Milliseconds of one page of 100, in the order of names and filtered by region. */
  readonly p50: number;
  readonly p95: number;
  readonly filteredP50: number;
}

/** Walks through all tenants of a store page by page, on each database that this machine has. */
export async function pageTenants(processes: Processes, tenants: number): Promise<readonly PagingTimes[]> {
  const folder = fs.mkdtempSync(path.join(os.tmpdir(), "castellan-bench-"));
  try {
    const times = [await measure({ kind: "sqlite", file: path.join(folder, "castellan.db") }, tenants)];
    if (!canRunPostgresql()) return times;
    const server = processes.start({
      name: "PostgreSQL",
      args: ["--conditions=react-server", "--import", "tsx", inRoot("tests/support/postgresql/keeper.ts")],
      env: toolEnvironment(process.env),
      output: "kept",
    });
    const { url } = (await server.message(STARTS_WITHIN_MS)) as { readonly url: string };
    times.push(await measure({ kind: "postgresql", url }, tenants));
    await server.stop();
    return times;
  } finally {
    fs.rmSync(folder, { recursive: true, force: true });
  }
}

async function measure(location: DatabaseLocation, tenants: number): Promise<PagingTimes> {
  await migrate(location);
  const store = openStore(location);
  try {
    await fill(store, tenants);
    await walk(store, {});
    const all = await walk(store, {});
    const filtered = await walk(store, { region: "eu-west-1" });
    return {
      database: location.kind,
      tenants,
      pages: all.length,
      p50: quantile(all, 0.5),
      p95: quantile(all, 0.95),
      filteredP50: quantile(filtered, 0.5),
    };
  } finally {
    await store.close();
  }
}

const REGIONS = ["eu-west-1", "us-east-1", "ap-southeast-2", "de-frankfurt"];

async function fill(store: Store, tenants: number): Promise<void> {
  await store.organizations.create(ORGANIZATION, "Northwind");
  for (let start = 0; start < tenants; start += LISTED_AT_ONCE) {
    const listed = Array.from({ length: Math.min(LISTED_AT_ONCE, tenants - start) }, (_, index) =>
      tenantOf(start + index),
    );
    await store.transaction(({ tenantListings }) => tenantListings.keep(ORGANIZATION, listed, NOW));
  }
}

function tenantOf(number: number) {
  // Spread, so that the order of names is not that in which they came.
  const name = `Tenant ${(number * 7919) % 1_000_003}`;
  const region = REGIONS[number % REGIONS.length] ?? "";
  return {
    id: `tenant-${number}`,
    name,
    hostnames: [`tenant-${number}.${region}.qlikcloud.com`],
    status: "active",
    regionCode: region,
    countryCode: "SE",
    subscriptionId: `subscription-${number % 100}`,
    licenseNumber: String(9_000_000 + number),
    licenseStartsAt: "2026-01-01T00:00:00.000Z",
    licenseEndsAt: "2027-01-01T00:00:00.000Z",
    deletionStartsAt: null,
    createdAt: "2025-01-01T00:00:00.000Z",
    updatedAt: "2026-01-01T00:00:00.000Z",
  };
}

/** Milliseconds of each page. */
async function walk(store: Store, query: Record<string, string>): Promise<number[]> {
  const { sort, limit, cursor: _, ...filters } = tenantsQuery.parse({ ...query, limit: "100" });
  const times: number[] = [];
  for (let cursor: string | undefined; ; ) {
    const startedAt = performance.now();
    const page = await store.tenants.page(filters, NOW, sort, limit, cursor);
    times.push(performance.now() - startedAt);
    cursor = page?.next;
    if (cursor === undefined) return times;
  }
}

const quantile = (times: readonly number[], share: number): number =>
  [...times].sort((one, other) => one - other)[Math.floor((times.length - 1) * share)] ?? 0;
