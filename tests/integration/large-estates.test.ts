/** @module-tag night */
import { expect } from "vitest";
import type { Organization } from "@/lib/contracts/organizations";
import type { SearchResult } from "@/lib/contracts/search";
import type { TenantList } from "@/lib/contracts/tenants";
import { theConsole } from "@/lib/server/actor";
import { connectOrganization, consoleForTest } from "@/tests/support/console";
import { testOnSqlite } from "@/tests/support/database";

// What differs between the databases is asked with few tenants elsewhere.
testOnSqlite(
  "10,000 tenants are listed from the first page on, and then each of them once, searched and read again at once",
  async () => {
    const opened = await consoleForTest({ tenants: 10_000 });
    const [fifth] = opened.sandbox.state.estate.tenants().slice(4);
    // The check passes, the first sync does not: the one that is looked at begins with nothing.
    opened.sandbox.state.faults.add({
      path: "/api/core/tenants",
      skip: 1,
      status: 500,
      body: { errors: [] },
    });
    const id = await connectOrganization(opened);
    opened.sandbox.state.faults.clear();
    opened.sandbox.state.requestLog.clear();

    let requestsForFirstRows: number | undefined;
    const outcome = await opened.runtime.services.inventory.sync(theConsole(), id, () => {
      requestsForFirstRows ??= opened.sandbox.requests().length;
    });
    expect(outcome).toMatchObject({ outcome: "succeeded", tenantsRead: 10_000 });
    expect(requestsForFirstRows).toBeLessThanOrEqual(5);

    const list = async (query: string) =>
      (await opened.call("GET", `/api/tenants?${query}`)).json<TenantList>();
    const first = await list("sort=organizationName,-name");
    expect([first.total, first.unfilteredTotal, first.data.length]).toEqual([10_000, 10_000, 100]);
    expect((await list(`search=${fifth?.id}`)).data.map((tenant) => tenant.id)).toEqual([fifth?.id]);
    const found = (await opened.call("GET", `/api/search?q=${fifth?.id}`)).json<SearchResult>();
    expect(found.tenants.map((tenant) => tenant.id)).toEqual([fifth?.id]);

    const file = await opened.call("GET", "/api/tenants/export?format=json&columns=id");
    const ids = (JSON.parse(file.text) as { id: string }[]).map((row) => row.id);
    expect([ids.length, new Set(ids).size]).toEqual([10_000, 10_000]);
    const organizations = (await opened.call("GET", "/api/organizations")).json<{ data: Organization[] }>();
    expect(organizations.data[0]).toMatchObject({ tenantCount: 10_000, connection: "connected" });
  },
  180_000,
);
