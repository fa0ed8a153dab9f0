import { describe, expect, test } from "vitest";
import { createOrganizationTenants } from "@/lib/server/qlik/resources/organization-tenants";
import { clientFor, errorFrom, valueFrom } from "../support/clients";
import { answering, queryOf, sendJson, withTokens } from "../support/scripted-qlik";

describe("tenants of an organization", () => {
  // The example of the reference page, with members that the console does not use.
  const documented = {
    id: "TiQ8GPVr8qI714Lp5ChAAFFaU24MJy69",
    name: "QlikTenant",
    status: "active",
    createdAt: "2023-01-15T10:30:00.000Z",
    createdBy: "TiQ8GPVr8qI714Lp5ChAAFFaU24MJy7A",
    hostnames: ["example-tenant.us.qlikcloud.com", "example-tenant.example.com"],
    updatedAt: "2023-06-20T14:45:00.000Z",
    regionCode: "us-east-1",
    countryCode: "US",
    licenseEndsAt: "2024-12-31",
    licenseNumber: "1234567890123456",
    subscriptionId: "9876543210987654",
    licenseStartsAt: "2023-01-01",
    deletionStartsAt: "2024-06-30T00:00:00.000Z",
  };

  test("are read as documented, dates as they came, unknown members left out", async () => {
    const { organization, seen } = await clientFor(
      answering({ data: [{ ...documented, links: {}, licenseKey: "eyJ" }], totalResults: 150 }),
    );
    expect(valueFrom(await organization.of(createOrganizationTenants).list())).toEqual({
      data: [documented],
      next: null,
      endIsTold: false,
      total: 150,
    });
    expect(seen[1]).toMatchObject({ host: "console.qlikcloud.com", url: "/api/core/tenants?limit=100" });
  });

  test("do not fail a page when one of them is odd", async () => {
    const odd = {
      id: "t2",
      name: null,
      status: "hibernating",
      hostnames: ["a.us.qlikcloud.com", 7, null],
      regionCode: 5,
      licenseEndsAt: {},
    };
    const { organization } = await clientFor(answering({ data: [odd, { id: "t3", hostnames: "x" }] }));
    expect(valueFrom(await organization.of(createOrganizationTenants).list()).data).toEqual([
      {
        id: "t2",
        status: "hibernating",
        hostnames: ["a.us.qlikcloud.com"],
        regionCode: "unknown",
        countryCode: "unknown",
      },
      { id: "t3", status: "unknown", hostnames: [], regionCode: "unknown", countryCode: "unknown" },
    ]);
  });

  test("fail a page when one of them has no id", async () => {
    const { organization } = await clientFor(answering({ data: [documented, { name: "x" }] }));
    expect(errorFrom(await organization.of(createOrganizationTenants).list()).kind).toBe("unexpected-answer");
  });

  test("are read one page after the other", async () => {
    const { organization } = await clientFor(
      withTokens(({ url }, response) =>
        sendJson(response, 200, {
          data: [{ id: url }],
          links: url.includes("next=") ? {} : { next: { href: "?next=b" } },
        }),
      ),
    );
    const ids: string[] = [];
    for await (const page of organization.of(createOrganizationTenants).pages())
      ids.push(...valueFrom(page).data.map(({ id }) => id));
    expect(ids).toEqual([
      "/api/core/tenants?limit=100&totalResults=true",
      "/api/core/tenants?limit=100&next=b",
    ]);
  });

  test("are asked for, page by page, and counted by conditions that always name the subscription", async () => {
    const { organization, seen } = await clientFor(
      withTokens(({ url }, response) =>
        sendJson(response, 200, url.includes("count") ? { total: 42 } : { data: [], links: {} }),
      ),
    );
    const filter = { subscriptionId: '98"7', status: ["active", "disabled"], regionCode: ["us-east-1"] };
    await organization.of(createOrganizationTenants).list({ filter, withTotal: true, limit: 5 });
    for await (const page of organization.of(createOrganizationTenants).pages({
      filter: { subscriptionId: "s", name: "A", hostname: "h" },
    }))
      valueFrom(page);
    expect(
      valueFrom(await organization.of(createOrganizationTenants).count({ subscriptionId: "s", status: [] })),
    ).toBe(42);
    expect(seen.slice(1).map(({ url }) => [url.split("?")[0], Object.fromEntries(queryOf(url))])).toEqual([
      [
        "/api/core/tenants",
        {
          limit: "5",
          totalResults: "true",
          filter:
            'subscriptionId eq "98\\"7" and (status eq "active" or status eq "disabled") and (regionCode eq "us-east-1")',
        },
      ],
      [
        "/api/core/tenants",
        {
          limit: "100",
          totalResults: "true",
          filter: 'subscriptionId eq "s" and name eq "A" and hostnames eq "h"',
        },
      ],
      ["/api/core/tenants/actions/count", { filter: 'subscriptionId eq "s"' }],
    ]);
  });

  test("are asked for by many ids in a body, as no address could hold them, and by none not at all", async () => {
    const { organization, seen } = await clientFor(answering({ data: [documented] }));
    const ids = Array.from({ length: 60 }, (_, index) => String(index).padStart(32, "0"));
    expect(
      valueFrom(
        await organization.of(createOrganizationTenants).list({ filter: { subscriptionId: "s", ids } }),
      ).data,
    ).toEqual([documented]);
    expect(seen[1]).toMatchObject({ method: "POST", url: "/api/core/tenants/actions/filter?limit=100" });
    const anyOfThem = ids.map((tenantId) => `id eq "${tenantId}"`).join(" or ");
    expect(JSON.parse(seen[1]?.body ?? "")).toEqual({ filter: `subscriptionId eq "s" and (${anyOfThem})` });
    const none = { subscriptionId: "s", ids: [] };
    expect(valueFrom(await organization.of(createOrganizationTenants).list({ filter: none })).data).toEqual(
      [],
    );
    expect(valueFrom(await organization.of(createOrganizationTenants).count(none))).toBe(0);
    expect(seen).toHaveLength(2);
  });

  test.each([
    ["in a list", { data: [documented] }],
    ["bare", documented],
  ])("can be read alone, %s", async (_, body) => {
    const { organization, seen } = await clientFor(answering(body));
    expect(valueFrom(await organization.of(createOrganizationTenants).get(documented.id))).toEqual(
      documented,
    );
    expect(seen[1]?.url).toBe(`/api/core/tenants/${documented.id}`);
  });

  test.each([{ data: [] }, { data: [{ ...documented, id: "another" }] }, { ...documented, id: "another" }])(
    "are not taken for one another: %j",
    async (body) => {
      const { organization } = await clientFor(answering(body));
      expect(errorFrom(await organization.of(createOrganizationTenants).get(documented.id)).kind).toBe(
        "unexpected-answer",
      );
    },
  );
});
