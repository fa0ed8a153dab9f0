import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { createSandbox } from "@/lib/sandbox/server";
import { createRemovals } from "@/lib/sandbox/state/removals";
import {
  bodyFrom,
  ORGANIZATION_HOST,
  organizationAt,
  rowsFrom,
  STARTED_AT,
  startSandbox,
  tenantAt,
  walk,
} from "./harness";

const TOKENS = "/api/v1/oauth-tokens";

async function startWith(tokensPerTenant: number) {
  const running = await startSandbox({ tokensPerTenant });
  const tenant = tenantAt(running, 0);
  const bearer = await running.bearer(tenant.host, tenant.client);
  const list = (query: string) => running.call({ host: tenant.host, path: `${TOKENS}?${query}`, bearer });
  const revoke = (id: unknown) =>
    running.call({ host: tenant.host, path: `${TOKENS}/${id}`, method: "DELETE", bearer });
  return { running, tenant, bearer, list, revoke };
}

const compare = (one: string, other: string): number => (one < other ? -1 : one > other ? 1 : 0);

describe("any number of tokens of a tenant", () => {
  it("is listed exactly once, by user and then by id, with the token just issued in its place", async () => {
    const { running, tenant, bearer } = await startWith(1_234);
    const rows = await walk(running, { host: tenant.host, path: `${TOKENS}?limit=100`, bearer });
    const keys = rows.map(({ userId, id }) => `${userId} ${id}`);
    expect(keys).toHaveLength(1_235);
    expect(keys).toEqual([...new Set(keys)].sort(compare));
    expect(rows.filter(({ clientId }) => clientId === tenant.client.clientId)).toHaveLength(1);
  });

  it("is walked once each also when a page ends among tokens just issued", async () => {
    const { running, tenant, bearer } = await startWith(20);
    for (let i = 0; i < 6; i += 1) await running.exchange(tenant.host, tenant.client);
    const all = running.sandbox.state.contents.oauthTokensOf(tenant).map(({ id }) => id);
    expect(new Set(all).size).toBe(27);
    for (const limit of [1, 4]) {
      const rows = await walk(running, { host: tenant.host, path: `${TOKENS}?limit=${limit}`, bearer });
      expect(rows.map(({ id }) => id)).toEqual(all);
    }
  });

  it("is the same each time for a seed, and differs from tenant to tenant", () => {
    const tokens = (seed: number, index: number) => {
      const { estate, contents } = createSandbox({
        seed,
        tenants: 3,
        tokensPerTenant: 50,
        clock: () => STARTED_AT,
      }).state;
      const tenant = estate.tenants()[index];
      return tenant ? contents.oauthTokensOf(tenant) : [];
    };
    expect(tokens(7, 0)).toHaveLength(50);
    expect(tokens(7, 0)).toEqual(tokens(7, 0));
    const others = new Set([...tokens(7, 1), ...tokens(8, 0)].map(({ id }) => id));
    expect(tokens(7, 0).filter(({ id }) => others.has(id))).toEqual([]);
  });

  it("loses what is revoked, wherever it stands, and nothing else", async () => {
    const { running, tenant, bearer, revoke } = await startWith(200);
    const path = `${TOKENS}?limit=30`;
    const before = await walk(running, { host: tenant.host, path, bearer });
    const chosen = new Set([0, 1, 29, 30, 99, 150, 198].map((place) => before[place]?.id));
    for (const id of chosen) expect((await revoke(id)).status).toBe(204);
    for (const id of chosen) expect((await revoke(id)).status).toBe(404);
    expect(await walk(running, { host: tenant.host, path, bearer })).toEqual(
      before.filter(({ id }) => !chosen.has(id)),
    );
  });

  it("can be narrowed to one user", async () => {
    const { running, tenant, bearer, list } = await startWith(500);
    const all = await walk(running, { host: tenant.host, path: `${TOKENS}?limit=100`, bearer });
    for (const userId of new Set([all[0]?.userId, all[250]?.userId, all.at(-1)?.userId])) {
      const narrowed = rowsFrom(await list(`limit=100&userId=${userId}`));
      expect(narrowed).toEqual(all.filter((row) => row.userId === userId));
    }
    expect(rowsFrom(await list("userId=nobody"))).toEqual([]);
  });

  it("knows no token by an id that is only like one", async () => {
    const { list, revoke } = await startWith(100);
    const id = String(rowsFrom(await list("limit=1"))[0]?.id);
    for (const other of [`${id.slice(0, 16)}00000064`, `${id.slice(0, 16)}ffffffff`, `${id}0`, id.slice(1)]) {
      expect((await revoke(other)).status, other).toBe(404);
    }
  });

  it("costs no memory: a page from the middle of a million comes at once", async () => {
    const { running, list } = await startWith(1_000_000);
    const page = Buffer.from("offset:500000").toString("base64url");
    const before = process.memoryUsage().heapUsed;
    expect(rowsFrom(await list(`limit=100&page=${page}`))).toHaveLength(100);
    expect(process.memoryUsage().heapUsed - before).toBeLessThan(50_000_000);
    expect(running.sandbox.state.contents.oauthTokenRows(tenantAt(running, 0), null).size).toBe(1_000_001);
  });
});

describe("places taken out of a list", () => {
  it("leave the others in their order, whatever is taken out and when", () => {
    fc.assert(
      fc.property(fc.array(fc.nat({ max: 60 }), { maxLength: 60 }), (taken) => {
        const removals = createRemovals();
        const left = new Set(Array.from({ length: 61 }, (_, place) => place));
        for (const place of taken) expect(removals.remove(place)).toBe(left.delete(place));
        const expected = [...left];
        expect(expected.map((_, rank) => removals.placeAt(rank))).toEqual(expected);
        expect(expected.map((place) => removals.rankOf(place))).toEqual(expected.map((_, rank) => rank));
        expect(Array.from({ length: 61 }, (_, place) => removals.has(place))).toEqual(
          Array.from({ length: 61 }, (_, place) => !left.has(place)),
        );
      }),
    );
  });
});

describe("thousands of tenants", () => {
  it("are listed page by page, also filtered, and a changed one shows at once", {
    timeout: 30_000,
  }, async () => {
    const running = await startSandbox({ tenants: 2_000 });
    const { client, subscriptionIds } = organizationAt(running, 0);
    const host = ORGANIZATION_HOST;
    const bearer = await running.bearer(host, client);
    const all = await walk(running, { host, path: "/api/core/tenants?limit=100", bearer });
    expect(new Set(all.map(({ id }) => id)).size).toBe(2_000);
    const filter = encodeURIComponent(`subscriptionId eq "${subscriptionIds[1]}" and status ne "active"`);
    const path = `/api/core/tenants?limit=10&totalResults=true&filter=${filter}`;
    const out = await walk(running, { host, path, bearer });
    const wanted = all.filter((row) => row.subscriptionId === subscriptionIds[1] && row.status !== "active");
    expect(out).toEqual(wanted);
    const [first] = out;
    await running.control("PATCH", `/tenants/${first?.id}`, { status: "active" });
    const answer = await running.call({ host, path, bearer });
    expect(bodyFrom(answer).totalResults).toBe(wanted.length - 1);
    expect(rowsFrom(answer).map(({ id }) => id)).not.toContain(first?.id);
  });
});

describe("what was asked", () => {
  it("is counted in all and per host, by tier and status, with the sandbox's own time", async () => {
    const { running, tenant, list, revoke } = await startWith(10);
    await Promise.all([list(""), list(""), revoke("unknown")]);
    const total = bodyFrom(await running.control("GET", "/stats"));
    expect(total).toMatchObject({
      requests: 4,
      byTier: { "1": 2, "2": 2, special: 0 },
      byStatus: { "200": 3, "404": 1 },
      connections: 4,
    });
    expect(Number(total.mostAtOnce)).toBeGreaterThanOrEqual(1);
    expect(Number(total.cpuMs)).toBeGreaterThan(0);
    expect(Number(total.elapsedMs)).toBeGreaterThan(0);
    const hosts = bodyFrom(await running.control("GET", "/stats/hosts"));
    expect(Object.keys(hosts)).toEqual([tenant.host]);
    await running.control("DELETE", "/requests");
    expect(bodyFrom(await running.control("GET", "/stats"))).toMatchObject({ requests: 0, connections: 0 });
  });
});
