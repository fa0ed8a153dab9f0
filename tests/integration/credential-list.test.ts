import { afterAll, beforeAll, expect, test } from "vitest";
import {
  type CredentialList,
  type CredentialSortField,
  credentialSortFields,
  type ListedCredential,
} from "@/lib/contracts/credential-list";
import { fold } from "@/lib/server/store/rows/folding";
import { connectOrganization, type OpenConsole, openConsole } from "@/tests/support/console";
import { formOf } from "@/tests/support/tenants";

const DAY = 86_400_000;
let opened: OpenConsole;
let organizationId: string;
/** Ids of the tenants that are connected: two by the client of their region, four by their own, and one that fails. */
let tenantIds: readonly string[];

const inDays = (days: number) => new Date(Date.now() + days * DAY).toISOString().replace("Z", "+00:00");

beforeAll(async () => {
  opened = await openConsole({ tenants: 40 });
  organizationId = await connectOrganization(opened);
  const active = opened.sandbox.state.estate
    .tenants()
    .map((_, index) => opened.sandbox.tenant(index))
    .filter(({ status, organization }) => status === "active" && organization !== null);
  const byRegion = active.filter(({ regionLabel }) => regionLabel === "us").slice(0, 2);
  const own = active.filter(({ regionLabel }) => regionLabel !== "us").slice(0, 5);
  const client = opened.sandbox.organization.regionClients.get("us");
  await Promise.all([
    ...byRegion.map((tenant) =>
      put(tenant.id, {
        ...formOf(tenant),
        clientId: client?.clientId,
        clientSecret: client?.clientSecret,
        level: "region",
      }),
    ),
    ...own.map((tenant, index) =>
      put(tenant.id, formOf(tenant, index === 4 ? { clientSecret: "outdated", storeUnchecked: true } : {})),
    ),
  ]);
  tenantIds = [...byRegion, ...own].map(({ id }) => id);
  opened.sql(`UPDATE credentials SET "secretSetAt" = ? WHERE "tenantId" = ?`, inDays(-100), tenantIds[2]);
  opened.sql(`UPDATE credentials SET "secretSetAt" = ? WHERE "tenantId" = ?`, inDays(-400), tenantIds[3]);
});
afterAll(() => opened.close());

async function put(tenantId: string, body: Record<string, unknown>): Promise<void> {
  const answer = await opened.call("PUT", `/api/tenants/${tenantId}/credential`, { body });
  if (answer.status !== 200) throw new Error(answer.text);
}

async function list(query: Record<string, string> = {}): Promise<CredentialList> {
  const answer = await opened.call("GET", `/api/credentials?${new URLSearchParams(query)}`, { as: "viewer" });
  if (answer.status !== 200) throw new Error(answer.text);
  return answer.json<CredentialList>();
}

/** Places among the connected tenants; -1 is the organization itself. */
const places = ({ data }: CredentialList) =>
  data.map(({ tenantId }) => (tenantId === null ? -1 : tenantIds.indexOf(tenantId))).sort((a, b) => a - b);

test("every credential is in one list, whatever its level, with counts and no secret", async () => {
  const whole = await list();
  expect(places(whole)).toEqual([-1, 0, 1, 2, 3, 4, 5, 6]);
  expect([whole.total, whole.unfilteredTotal]).toEqual([8, 8]);
  expect(whole.facets).toEqual({
    level: [
      { value: "organization", count: 1 },
      { value: "region", count: 2 },
      { value: "tenant", count: 5 },
    ],
    health: [
      { value: "works", count: 7 },
      { value: "failing", count: 1 },
      { value: "never", count: 0 },
    ],
  });
  const failing = whole.data.find(({ health }) => health === "failing");
  expect(failing?.problem).toMatch(/not accepted/);
  expect(failing?.lastCheck?.outcome).toBe("failed");
  expect(JSON.stringify(whole)).not.toContain("sealedSecret");
  const own = whole.data.find(({ tenantId }) => tenantId === null);
  expect(own).toMatchObject({
    level: "organization",
    organizationId,
    name: opened.sandbox.organization.name,
  });
});

test.each([
  ["level", "organization", [-1]],
  ["level", "region", [0, 1]],
  ["level", "organization,region", [-1, 0, 1]],
  ["health", "failing", [6]],
  ["health", "never", []],
  ["age", "over-90d", [2, 3]],
  ["age", "over-365d", [3]],
  ["age", "30d,over-365d", [-1, 0, 1, 3, 4, 5, 6]],
])("%s=%s leaves exactly the credentials that it means", async (filter, value, expected) => {
  const found = await list({ [filter]: value });
  expect(places(found)).toEqual(expected);
  expect([found.total, found.unfilteredTotal]).toEqual([expected.length, 8]);
});

test("a credential is found by its tenant's names, its client and its fingerprint, in any case", async () => {
  const { data } = await list();
  const one = data.find(({ tenantId }) => tenantId === tenantIds[4]);
  if (!one) throw new Error("It is not listed.");
  for (const search of [
    one.clientId.toUpperCase(),
    one.secretFingerprint,
    one.hostname.toUpperCase(),
    tenantIds[4] ?? "",
  ])
    expect(places(await list({ search }))).toEqual([4]);
  expect(places(await list({ search: opened.sandbox.organization.name.toUpperCase() }))).toContain(-1);
  expect((await list({ search: "100% nothing_like_it" })).total).toBe(0);
  expect(places(await list({ organization: organizationId }))).toHaveLength(8);
  expect((await list({ organization: "nobody" })).total).toBe(0);
});

const sortKey: Record<CredentialSortField, (credential: ListedCredential) => string> = {
  name: ({ name }) => fold(name) || "\uFFFF",
  level: ({ level }) => level,
  hostname: ({ hostname }) => hostname,
  health: ({ health }) => health,
  secretSetAt: ({ secretSetAt }) => secretSetAt,
  lastCheck: ({ lastCheck }) => lastCheck?.at ?? "",
};
const byteOrder = (one: string, other: string) => Buffer.compare(Buffer.from(one), Buffer.from(other));

test.each(credentialSortFields)("sorting by %s orders all, and paging visits each once", async (field) => {
  for (const sort of [field, `-${field}`]) {
    const whole = (await list({ sort })).data;
    const keys = whole.map(sortKey[field]);
    const upwards = [...keys].sort(byteOrder);
    expect(keys).toEqual(sort === field ? upwards : upwards.reverse());
    const visited: string[] = [];
    for (let cursor: string | undefined = ""; cursor !== undefined; ) {
      const page: CredentialList = await list({ sort, limit: "3", ...(cursor ? { cursor } : {}) });
      visited.push(...page.data.map(({ id }) => id));
      cursor = page.nextCursor;
    }
    expect(visited).toEqual(whole.map(({ id }) => id));
  }
});

test("what cannot be asked for is refused at its field", async () => {
  for (const [name, value] of [
    ["level", "galaxy"],
    ["health", "perhaps"],
    ["age", "old"],
    ["sort", "size"],
    ["cursor", "bm9uZQ"],
  ] as const) {
    const answer = await opened.call("GET", `/api/credentials?${name}=${value}`);
    expect([name, answer.status]).toEqual([name, 400]);
    expect(answer.problem().errors?.[0]?.path).toMatch(new RegExp(`^${name}`));
  }
});

test("a file holds exactly what is filtered, and never a secret", async () => {
  const answer = await opened.call(
    "GET",
    "/api/credentials/export?level=region&columns=name,level,reaches,clientId&format=json",
  );
  const rows = JSON.parse(answer.text);
  expect(rows).toHaveLength(2);
  expect(rows[0]).toEqual({
    name: expect.any(String),
    level: "region",
    reaches: "us-east-1",
    clientId: opened.sandbox.organization.regionClients.get("us")?.clientId,
  });
  const csv = await opened.call("GET", "/api/credentials/export?health=failing");
  expect(csv.text.trim().split("\r\n")).toHaveLength(2);
  expect(csv.text).not.toMatch(/outdated|c\d\./);
});

test("a renamed organization and a renamed tenant are sorted by their new names", async () => {
  const renamed = await opened.call("PATCH", `/api/organizations/${organizationId}`, {
    body: { name: "Zzz" },
  });
  expect(renamed.status).toBe(200);
  opened.sandbox.state.estate.changeTenant(tenantIds[5] ?? "", { name: "000 first" });
  expect((await opened.call("POST", `/api/organizations/${organizationId}/sync`)).status).toBe(200);
  const { data } = await list({ sort: "name" });
  expect(data[0]?.name).toBe("000 first");
  const named = data.filter(({ name }) => name !== "");
  expect(named.at(-1)?.name).not.toBe(opened.sandbox.organization.name);
  expect(places(await list({ search: "zzz" }))).toEqual([-1]);
});
