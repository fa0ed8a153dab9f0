import { describe, expect, test } from "vitest";
import { createUsers } from "@/lib/server/qlik/resources/users";
import { clientFor, errorFrom, valueFrom } from "../support/clients";
import { answering, queryOf, sendJson, withTokens } from "../support/scripted-qlik";

describe("users", () => {
  test("of every status are asked for unless some are named", async () => {
    const { tenant, seen } = await clientFor(answering({ data: [] }));
    await tenant.of(createUsers).list();
    await tenant.of(createUsers).list({ status: ["disabled"], limit: 5, withTotal: true });
    await tenant.of(createUsers).list({ search: ' O"Neil\\ ', status: ["active", "invited"] });
    const queries = seen.slice(1).map(({ url }) => Object.fromEntries(queryOf(url)));
    expect(queries).toEqual([
      {
        limit: "100",
        filter:
          '(status eq "active" or status eq "invited" or status eq "disabled" or status eq "deleted" or status eq "provisioned")',
      },
      { limit: "5", filter: '(status eq "disabled")', totalResults: "true" },
      {
        limit: "100",
        filter:
          '(name co "O\\"Neil\\\\" or email co "O\\"Neil\\\\" or subject co "O\\"Neil\\\\") and (status eq "active" or status eq "invited")',
      },
    ]);
  });

  test("can be asked for by their ids, in a body when the address would become too long", async () => {
    const { tenant, seen } = await clientFor(
      withTokens(({ url }, response) =>
        sendJson(response, 200, {
          data: [{ id: "u1" }],
          links: url.includes("next=") ? {} : { next: { href: "?filter=x&limit=7&next=b" } },
        }),
      ),
    );
    const ids = Array.from({ length: 100 }, (_, index) => String(index).padStart(24, "0"));
    for await (const page of tenant.of(createUsers).pages({ ids: ids.slice(0, 2), status: ["active"] }))
      valueFrom(page);
    for await (const page of tenant.of(createUsers).pages({ ids, status: ["active"] })) valueFrom(page);
    const few = `(id eq "${ids[0]}" or id eq "${ids[1]}") and (status eq "active")`;
    const [first, second, third, fourth] = seen.slice(1);
    expect(queryOf(first?.url).get("filter")).toBe(few);
    expect([first?.method, second?.method]).toEqual(["GET", "GET"]);
    const all = `(${ids.map((id) => `id eq "${id}"`).join(" or ")}) and (status eq "active")`;
    for (const [request, query] of [
      [third, "limit=100&totalResults=true"],
      [fourth, "limit=100&next=b"],
    ] as const) {
      expect(request).toMatchObject({ method: "POST", url: `/api/v1/users/actions/filter?${query}` });
      expect(request?.headers["content-type"]).toBe("application/json");
      expect(JSON.parse(request?.body ?? "")).toEqual({ filter: all });
    }
  });

  test("can be asked for by their e-mails", async () => {
    const { tenant, seen } = await clientFor(answering({ data: [] }));
    await tenant.of(createUsers).list({ emails: ["a@example.com", 'b"@example.com'], status: ["active"] });
    expect(queryOf(seen[1]?.url).get("filter")).toBe(
      '(email eq "a@example.com" or email eq "b\\"@example.com") and (status eq "active")',
    );
    expect(valueFrom(await tenant.of(createUsers).list({ emails: [] })).data).toEqual([]);
    const tooMany = Array.from({ length: 101 }, String);
    expect(errorFrom(await tenant.of(createUsers).list({ emails: tooMany })).kind).toBe("bad-request");
    expect(seen).toHaveLength(2);
  });

  test("by no ids are none, and by more than Qlik takes an error; nothing is sent for either", async () => {
    const { tenant, seen } = await clientFor(answering({ data: [] }));
    expect(valueFrom(await tenant.of(createUsers).list({ ids: [] })).data).toEqual([]);
    const tooMany = Array.from({ length: 101 }, String);
    expect(errorFrom(await tenant.of(createUsers).list({ ids: tooMany }))).toMatchObject({
      kind: "bad-request",
      notSent: true,
    });
    expect(seen).toEqual([]);
  });

  test("keep the question over all pages", async () => {
    const { tenant, seen } = await clientFor(
      withTokens(({ url }, response) =>
        sendJson(response, 200, {
          data: [],
          links: url.includes("next=") ? {} : { next: { href: "?filter=x&next=b" } },
        }),
      ),
    );
    for await (const page of tenant.of(createUsers).pages({ search: "ann", status: ["active"] }))
      valueFrom(page);
    const [first, second] = seen.slice(1).map(({ url }) => queryOf(url));
    expect(second?.get("filter")).toBe(first?.get("filter"));
    expect(second?.getAll("filter")).toHaveLength(1);
    expect(second?.get("next")).toBe("b");
  });

  test("are read with what is useful, a bot without e-mail and a deleted one without a name too", async () => {
    const person = {
      id: "u1",
      name: "Ann",
      subject: "idp|ann",
      tenantId: "t1",
      email: "ann@example.org",
      status: "on-leave",
      createdAt: "2024-03-18T17:26:30.342260287Z",
      lastUpdatedAt: "2024-03-18",
      inviteExpiry: 1_700_000_000,
    };
    const { tenant } = await clientFor(
      answering({
        data: [
          {
            ...person,
            picture: "https://x/y.png",
            assignedRoles: [{ id: "r1", name: "TenantAdmin", level: "admin" }, null, { name: "x" }],
          },
          {
            id: "u2",
            name: "EU OAuth Client",
            subject: "qlikbot\\abc",
            clientId: "abc",
            email: null,
            assignedRoles: null,
          },
          { id: "u3" },
        ],
      }),
    );
    expect(valueFrom(await tenant.of(createUsers).list()).data).toEqual([
      { ...person, assignedRoles: [{ id: "r1", name: "TenantAdmin" }] },
      { id: "u2", name: "EU OAuth Client", subject: "qlikbot\\abc", clientId: "abc", assignedRoles: [] },
      { id: "u3", name: "", subject: "", assignedRoles: [] },
    ]);
  });

  test("are counted", async () => {
    const { tenant, seen } = await clientFor(answering({ total: 42 }));
    expect(valueFrom(await tenant.of(createUsers).count())).toBe(42);
    expect(seen[1]?.url).toBe("/api/v1/users/actions/count");
  });

  test.each(["", ".", ".."])(
    "are not asked for by the id %j, which would ask for something else",
    async (id) => {
      const { tenant, seen } = await clientFor(answering({ data: [] }));
      expect(errorFrom(await tenant.of(createUsers).get(id)).kind).toBe("bad-request");
      expect(seen).toEqual([]);
    },
  );
});
