import fc from "fast-check";
import { beforeAll, describe, expect, onTestFinished, test } from "vitest";
import { createSecret } from "@/lib/contracts/secret";
import type { User } from "@/lib/sandbox/model";
import type { SandboxOptions } from "@/lib/sandbox/server";
import { MANNERS } from "@/lib/sandbox/settings";
import type { QlikCredential } from "@/lib/server/qlik/access-tokens";
import { createQlikClient } from "@/lib/server/qlik/client";
import type { QlikError } from "@/lib/server/qlik/errors";
import type { Page } from "@/lib/server/qlik/paging";
import { createOAuthTokens } from "@/lib/server/qlik/resources/oauth-tokens";
import {
  createOrganizationTenants,
  type OrganizationTenantsFilter,
} from "@/lib/server/qlik/resources/organization-tenants";
import { createUsers } from "@/lib/server/qlik/resources/users";
import type { Result } from "@/lib/server/result";
import { type StartedSandbox, startSandbox } from "@/tests/support/sandbox";
import { errorFrom, hostOf, valueFrom } from "./support/clients";

/** The client and the sandbox share no code: where they agree, both have read the documents alike. */
async function meet(sandbox: StartedSandbox) {
  const [host = "", port] = sandbox.connectTo.split(":");
  const client = createQlikClient({ connectTo: { host, port: Number(port) }, extraHosts: [] });
  const keyOf = ({ clientId, clientSecret }: { clientId: string; clientSecret: string }): QlikCredential => ({
    key: clientId,
    clientId,
    clientSecret: createSecret(clientSecret),
  });
  const tenant = sandbox.tenant(0);
  return {
    client,
    close: () => client.close(),
    organization: client.organization(keyOf(sandbox.organization.client)),
    tenant: client.tenant(hostOf(tenant.hostname), keyOf(tenant.client)),
  };
}

async function start(options: SandboxOptions) {
  const sandbox = await startSandbox(options);
  const client = await meet(sandbox);
  onTestFinished(async () => {
    await client.close();
    await sandbox.close();
  });
  return { sandbox, ...client };
}

async function all<Row extends { readonly id: string }>(
  pages: AsyncGenerator<Result<Page<Row>, QlikError>>,
): Promise<Row[]> {
  const rows: Row[] = [];
  for await (const page of pages) rows.push(...valueFrom(page).data);
  return rows;
}
const ids = (rows: readonly { readonly id: string }[]) => rows.map(({ id }) => id).sort();

const readings: SandboxOptions[] = [
  ...Object.entries(MANNERS).flatMap(([name, values]) => values.map((value) => ({ [name]: value }))),
  { linksHost: "foo.example" },
  {
    organizationLinks: "get-started",
    organizationCursor: "next",
    linksHost: "evil.example",
    endOfList: "null-href",
  },
];

describe("whichever way the documents are read", () => {
  test.each(readings)("all that there is comes, each once (%j)", async (reading) => {
    const { sandbox, organization, tenant } = await start({ tenants: 130, ...reading });
    const { estate, contents } = sandbox.state;
    const here = sandbox.tenant(0);
    expect(ids(await all(organization.of(createOrganizationTenants).pages()))).toEqual(
      ids(estate.tenantsOf(sandbox.organization.name)),
    );
    expect(ids(await all(tenant.of(createUsers).pages()))).toEqual(ids(contents.usersOf(here)));
    expect(ids(await all(tenant.of(createOAuthTokens).pages()))).toEqual(ids(contents.oauthTokensOf(here)));

    expect(valueFrom(await organization.of(createOrganizationTenants).get(here.id)).id).toBe(here.id);
    expect(valueFrom(await tenant.me()).id).toBe(here.id);
    expect(valueFrom(await tenant.of(createUsers).me()).clientId).toBe(here.client.clientId);
    expect(errorFrom(await tenant.of(createUsers).get("unknown"))).toMatchObject({
      kind: "not-found",
      status: 404,
      code: "USERS-7",
    });

    const [token] = contents.oauthTokensOf(here).filter(({ clientId }) => clientId !== here.client.clientId);
    expect(valueFrom(await tenant.of(createOAuthTokens).revoke(token?.id ?? "")).outcome).toBe("revoked");
    expect(valueFrom(await tenant.of(createOAuthTokens).revoke(token?.id ?? "")).outcome).toBe(
      "already-gone",
    );
  });
});

describe("what the client asks for by a filter is what the sandbox finds", () => {
  let sandbox: StartedSandbox;
  let met: Awaited<ReturnType<typeof meet>>;
  let everybody: readonly User[];

  beforeAll(async () => {
    sandbox = await startSandbox({ tenants: 60, rateLimits: null });
    met = await meet(sandbox);
    // The first exchange makes the bot.
    valueFrom(await met.tenant.exchange());
    everybody = sandbox.state.contents.usersOf(sandbox.tenant(0));
    return async () => {
      await met.close();
      await sandbox.close();
    };
  });

  const withText = (text: string) =>
    everybody.filter((user) =>
      [user.name, user.email, user.subject].some((value) =>
        value?.toLowerCase().includes(text.toLowerCase()),
      ),
    );

  test.each([
    '"',
    "\\",
    '\\"',
    "qlikbot\\",
    '" or status eq "active',
    ') or (name co "a',
    'name co "x"',
    "%",
    "*",
    "'",
    "\u0000",
    "a\nb",
    "é",
    "İ",
    "𝒜",
  ])("a search for %j is for that text and nothing else", async (text) => {
    expect(ids(await all(met.tenant.of(createUsers).pages({ search: text })))).toEqual(ids(withText(text)));
  });

  test("whatever somebody types, and whatever people are called", async () => {
    const pieces = fc.constantFrom(...everybody.flatMap(({ name, subject }) => [name, subject]));
    const part = fc
      .tuple(pieces, fc.nat(20), fc.integer({ min: 1, max: 9 }))
      .map(([text, from, length]) => text.slice(from, from + length));
    const typed = fc
      .oneof(part, fc.string({ unit: "binary", maxLength: 12 }))
      .filter((text) => text.trim() !== "" && text.isWellFormed());
    await fc.assert(
      fc.asyncProperty(typed, async (text) => {
        expect(ids(await all(met.tenant.of(createUsers).pages({ search: text })))).toEqual(
          ids(withText(text.trim())),
        );
      }),
      { numRuns: 30 },
    );
  }, 20_000);

  test("people by status, together with a search, and by many ids in a body as in an address", async () => {
    for (const status of [["active"], ["disabled", "deleted"], ["invited"], ["provisioned"]]) {
      const found = await all(met.tenant.of(createUsers).pages({ status, search: "a" }));
      expect(ids(found)).toEqual(ids(withText("a").filter((user) => status.includes(user.status))));
    }
    const some = everybody.slice(0, 100).map(({ id }) => id);
    for (const asked of [some.slice(0, 2), some])
      expect(ids(await all(met.tenant.of(createUsers).pages({ ids: asked })))).toEqual([...asked].sort());
    const posts = sandbox
      .requests()
      .filter((line) => line.startsWith("POST") && line.includes("actions/filter"));
    expect(posts.length).toBeGreaterThan(0);
    expect(valueFrom(await met.tenant.of(createUsers).count())).toBe(everybody.length);
  });

  test("tenants by each condition, listed and counted alike; somebody else's subscription is forbidden", async () => {
    const mine = sandbox.state.estate.tenantsOf(sandbox.organization.name);
    const [subscriptionId = ""] = sandbox.organization.subscriptionIds;
    const of = mine.filter((tenant) => tenant.subscriptionId === subscriptionId);
    const [one] = of;
    const { regionCode, hostnames: [hostname] = [] } = one ?? {};
    if (!one || !regionCode || !hostname) throw new Error("The sandbox has no tenant to ask for.");
    const isOut = (status: string) => ["disabled", "deactivated"].includes(status);
    const questions: [
      Omit<OrganizationTenantsFilter, "subscriptionId">,
      readonly { readonly id: string }[],
    ][] = [
      [{}, of],
      [{ status: ["disabled", "deactivated"] }, of.filter(({ status }) => isOut(status))],
      [{ regionCode: [regionCode] }, of.filter((tenant) => tenant.regionCode === regionCode)],
      [{ ids: of.slice(0, 3).map(({ id }) => id) }, of.slice(0, 3)],
      [{ hostname }, [one]],
      [{ name: '" or name eq "' }, []],
    ];
    for (const [filter, expected] of questions) {
      const asked = { subscriptionId, ...filter };
      expect(ids(await all(met.organization.of(createOrganizationTenants).pages({ filter: asked })))).toEqual(
        ids(expected),
      );
      expect(valueFrom(await met.organization.of(createOrganizationTenants).count(asked))).toBe(
        expected.length,
      );
    }
    const [others = ""] = sandbox.secondOrganization.subscriptionIds;
    const refused = await met.organization
      .of(createOrganizationTenants)
      .list({ filter: { subscriptionId: others } });
    expect(errorFrom(refused)).toMatchObject({ kind: "forbidden", status: 403 });
  });
});

describe("versions of the API", () => {
  const callsOf = ({ organization, tenant }: Awaited<ReturnType<typeof meet>>) => [
    organization.of(createOrganizationTenants).list(),
    tenant.me(),
    tenant.of(createUsers).list(),
    tenant.of(createOAuthTokens).list(),
  ];

  test("the client says which one it knows, so that Qlik has nothing to warn of", async () => {
    const met = await start({ tenants: 2 });
    for (const answer of await Promise.all(callsOf(met))) expect(answer.ok).toBe(true);
    expect(met.client.notices()).toEqual([]);
  });

  test("what Qlik warns of all the same is told once, and the call does its work", async () => {
    const met = await start({ tenants: 2 });
    const headers = { deprecation: "@1778544000", sunset: "Mon, 01 Mar 2027 00:00:00 GMT" };
    met.sandbox.state.faults.add({ path: "/api/v1/oauth-tokens", headers });
    for (const answer of [...(await Promise.all(callsOf(met))), ...(await Promise.all(callsOf(met)))])
      expect(answer.ok).toBe(true);
    expect(met.client.notices()).toEqual([
      {
        method: "GET",
        path: "/api/v1/oauth-tokens",
        deprecatedAt: new Date("2026-05-12T00:00:00Z"),
        sunsetAt: new Date("2027-03-01T00:00:00Z"),
      },
    ]);
  });
});
