import { expect, expectTypeOf, test } from "vitest";
import type { Role } from "@/lib/contracts/roles";
import { createSecret } from "@/lib/contracts/secret";
import { actorWithoutSession } from "@/lib/server/actor";
import { appError } from "@/lib/server/app-error";
import { createLog } from "@/lib/server/log";
import { createNotes } from "@/lib/server/notes";
import { createOrganizationTenants } from "@/lib/server/qlik/resources/organization-tenants";
import {
  type Connection,
  type Connections,
  createConnections,
  type OrganizationConnection,
  type OrganizationScope,
  type Scope,
  type TenantConnection,
  type TenantScope,
} from "@/lib/server/services/connections/connections";
import type { StoredOrganization } from "@/lib/server/store/tenants/organizations";
import { ACME, CLIENT_SECRET, clientFor } from "../../qlik/support/clients";
import { answering, type Script, sendJson } from "../../qlik/support/scripted-qlik";

const ORGANIZATION = { organizationId: "o1" };
const AT = new Date("2026-11-20T10:00:00Z");

const stored = (hostname: string) => ({
  id: "c1",
  version: 3,
  hostname,
  clientId: "client-1",
  sealedSecret: "sealed",
  secretFingerprint: "print",
});

const credential = (lastCheck: "passed" | "failed") => ({
  id: "c1",
  level: "organization" as const,
  hostname: "console.qlikcloud.com",
  clientId: "client-1",
  secretFingerprint: "print",
  secretSetAt: AT.toISOString(),
  lastUsedAt: null,
  lastCheck: { at: AT.toISOString(), outcome: lastCheck, steps: [] },
});

const organization: StoredOrganization = {
  id: "o1",
  name: "Acme",
  createdAt: AT.toISOString(),
  connection: "connected",
  credential: credential("passed"),
  tenantCount: 0,
  connectedTenantCount: 0,
  listedTenantCount: 0,
  elsewhere: [],
  stayingTenants: [],
  forgottenTenantCount: 0,
  lastSync: null,
  lastSyncedAt: null,
  syncEveryMinutes: null,
};

const somebody = (role: Role) => actorWithoutSession({ id: "p1", name: "Ada", email: "", role });

interface Given {
  readonly script?: Script;
  readonly found?: StoredOrganization | undefined;
  readonly hasCredential?: boolean;
  readonly standing?: "lost";
  readonly outward?: "held";
}

/** Connections to a Qlik that follows the script, and everything that was written or asked. */
async function opening(given: Given = {}) {
  const { script = answering({ data: [] }), hasCredential = true } = given;
  const found = "found" in given ? given.found : organization;
  const { client, seen } = await clientFor(script);
  const told: unknown[] = [];
  const tell = async (...what: unknown[]) => void told.push(what);
  const dependencies = {
    store: {
      tenants: { find: async () => undefined, setConnection: tell },
      organizations: { find: async (id: string) => (id === found?.id ? found : undefined) },
      credentials: {
        findUsable: async () => (hasCredential ? stored("console.qlikcloud.com") : undefined),
        keepHealth: (id: string, health: string) => tell("health", id, health),
        keepUse: (id: string) => tell("use", id),
      },
    },
    qlik: client,
    sealedCredentials: {
      open: async () => ({ key: "c1:3", clientId: "client-1", clientSecret: createSecret(CLIENT_SECRET) }),
      forTrial: () => ({ key: "trial", clientId: "client-1", clientSecret: createSecret(CLIENT_SECRET) }),
    },
    extraHosts: [],
    clock: () => AT,
    takeNote: createNotes(createLog("silent")),
    authority: {
      require: async (_actor: unknown, need: Role) => {
        await tell("authority", need);
        if (given.standing === "lost") throw appError("forbidden", "Ada has been disabled.");
      },
    },
    outward: {
      require: async () => {
        if (given.outward === "held") throw appError("conflict", "Which installation is this?");
      },
    },
  };
  return { connections: createConnections(dependencies), told, seen };
}

test("an organization is opened for somebody who may still do what is needed", async () => {
  const { connections, told, seen } = await opening();
  const connection = await connections.open(somebody("operator"), "operator", ORGANIZATION);
  expect(connection).toMatchObject({ ...ORGANIZATION, organization, clientId: "client-1" });
  const page = connection.unwrap(await connection.api.of(createOrganizationTenants).list());
  expect(page.data).toEqual([]);
  expect(seen.at(-1)).toMatchObject({ host: "console.qlikcloud.com" });
  expect(told).toEqual([
    ["authority", "operator"],
    ["use", "c1"],
  ]);
});

const REFUSALS: readonly (readonly [why: string, given: Given, role: Role, code: string])[] = [
  ["is not known", { found: undefined }, "operator", "not_found"],
  ["has no credential", { hasCredential: false }, "operator", "not_connected"],
  ["needs another role", {}, "viewer", "forbidden"],
  ["is asked for by who may not any more", { standing: "lost" }, "operator", "forbidden"],
];

test.each(REFUSALS)(
  "an organization that %s is not opened, and Qlik not asked",
  async (_, given, role, code) => {
    const { connections, seen } = await opening(given);
    await expect(connections.open(somebody(role), "operator", ORGANIZATION)).rejects.toMatchObject({ code });
    expect(seen).toEqual([]);
  },
);

test("what nobody has asked for waits while nobody has said which installation this is", async () => {
  const held = await opening({ outward: "held" });
  await expect(held.connections.openUnasked(ORGANIZATION)).rejects.toMatchObject({ code: "conflict" });
  const { connections, told } = await opening();
  await connections.openUnasked(ORGANIZATION, { priority: "background" });
  expect(told).toEqual([]);
});

/** Refuses, and says the secret back. */
const refused: Script = (_, response) =>
  sendJson(response, 401, { errors: [{ code: "OAUTH-1", title: `Not ${CLIENT_SECRET}` }] });

test("an organization's credential that Qlik refuses is told once, and never its secret", async () => {
  const { connections, told } = await opening({ script: refused });
  const { api, unwrap } = await connections.openUnasked(ORGANIZATION);
  const tenants = api.of(createOrganizationTenants);
  const first = await tenants.list();
  await tenants.list();
  expect(told).toEqual([["health", "o1", "failing"]]);
  expect(() => unwrap(first)).toThrow(expect.objectContaining({ code: "upstream_failed" }));
  expect(JSON.stringify([first, told])).not.toContain(CLIENT_SECRET);
});

test.each([
  [
    "passed",
    [
      ["use", "c1"],
      ["health", "o1", "works"],
    ],
  ],
  // Another permission may be missing than the call's.
  ["failed", [["use", "c1"]]],
] as const)(
  "a failing organization that answers works again when its check had %s",
  async (check, expected) => {
    const failing = { ...organization, connection: "failing" as const, credential: credential(check) };
    const { connections, told } = await opening({ found: failing });
    const { api } = await connections.openUnasked(ORGANIZATION);
    await api.of(createOrganizationTenants).list();
    await api.of(createOrganizationTenants).list();
    expect(told).toEqual(expected);
  },
);

test("what is only tried says nothing of the connection", async () => {
  const { connections, told } = await opening({ script: refused });
  const given = { clientId: "client-1", clientSecret: createSecret(CLIENT_SECRET) };
  expect((await connections.tryOrganization(given).of(createOrganizationTenants).list()).ok).toBe(false);
  expect((await connections.tryTenant(ACME, given).me()).ok).toBe(false);
  expect(told).toEqual([]);
});

test("a tenant that is not known is not opened", async () => {
  const { connections } = await opening();
  await expect(connections.openUnasked({ tenantId: "t1" })).rejects.toMatchObject({ code: "not_found" });
});

test("the answer is typed by the scope", () => {
  const tenant = (of: Connections, scope: TenantScope) => of.openUnasked(scope);
  const ofOrganization = (of: Connections, scope: OrganizationScope) => of.openUnasked(scope);
  const either = (of: Connections, scope: Scope) => of.openUnasked(scope);
  expectTypeOf(tenant).returns.resolves.toEqualTypeOf<TenantConnection>();
  expectTypeOf(ofOrganization).returns.resolves.toEqualTypeOf<OrganizationConnection>();
  expectTypeOf(either).returns.resolves.toEqualTypeOf<Connection>();
});
