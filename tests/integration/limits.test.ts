/** @module-tag store */
import fs from "node:fs";
import { beforeEach, describe, expect, test } from "vitest";
import { type Limit, limits } from "@/lib/contracts/limits";
import type { Revocation } from "@/lib/contracts/revocations";
import type { LayoutList, View, ViewList } from "@/lib/contracts/views";
import { inRoot } from "@/scripts/lib/paths.js";
import { connectTenant, consoleForTest, type OpenConsole } from "@/tests/support/console";

let opened: OpenConsole;
beforeEach(async () => {
  opened = await consoleForTest({ tenants: 1 });
});

const AT = "2026-11-21T12:00:00.000Z";

/** Writes many rows at once, past the console: `row` is what each is made of, with `i` for its number. */
const fill = (table: string, count: number, row: Readonly<Record<string, string>>) =>
  opened.sql(
    `WITH RECURSIVE numbers(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM numbers WHERE i < ${count})
     INSERT INTO ${table} (${Object.keys(row)
       .map((name) => `"${name}"`)
       .join(", ")}) SELECT ${Object.values(row).join(", ")} FROM numbers`,
  );
const countOf = (table: string, where = "1 = 1") =>
  Number(opened.sql(`SELECT count(*) AS n FROM ${table} WHERE ${where}`)[0]?.n);
const numbered = (prefix: string) => `'${prefix}-' || CAST(i AS TEXT)`;

const views = (ownerId: string, count: number, shared = false) =>
  fill("views", count, {
    id: numbered(`of-${ownerId}`),
    table: "'tenants'",
    name: numbered("View"),
    nameKey: numbered("view"),
    query: `'${"status=active&".repeat(280)}'`,
    shared: shared ? "TRUE" : "FALSE",
    ownerId: `'${ownerId}'`,
    updatedAt: `'${AT}'`,
  });
const saveView = (name: string, shared = false) =>
  opened.call("POST", "/api/views", {
    as: "viewer",
    body: { table: "tenants", name, query: "", shared },
  });

test("the database holds the very numbers that are declared, on both kinds", () => {
  const written = (folder: string) =>
    fs.readFileSync(inRoot(`${folder}/20261130106002_limits/migration.sql`), "utf8");
  const held = (sql: string) =>
    Object.fromEntries(
      sql
        .split(/CREATE TRIGGER "limit_/)
        .slice(1)
        .map((trigger) => {
          const name = (/^[a-z_]+/.exec(trigger)?.[0] ?? "").replace(/_later$/, "").replaceAll("_", "-");
          return [name, [...trigger.matchAll(/\b\d{2,}\b/g)].map(Number)];
        }),
    );
  for (const folder of ["prisma/migrations", "prisma/postgresql/migrations"]) {
    const found = held(written(folder));
    expect(Object.keys(found).sort()).toEqual(Object.keys(limits).sort());
    for (const [name, most] of Object.entries(limits)) {
      expect([folder, name, new Set(found[name])]).toEqual([folder, name, new Set([most])]);
    }
  }
});

test("twenty views saved at once beside 195 leave a person with two hundred, and the others are told why", async () => {
  views(opened.people.viewer, limits["views-of-one"] - 5);
  const answers = await Promise.all(Array.from({ length: 20 }, (_, number) => saveView(`At once ${number}`)));
  expect(answers.filter(({ status }) => status === 201)).toHaveLength(5);
  expect(countOf("views")).toBe(limits["views-of-one"]);
  for (const answer of answers.filter(({ status }) => status !== 201)) {
    const { code, detail, advice } = answer.problem();
    expect([answer.status, code, detail, advice]).toEqual([
      409,
      "too_many",
      "There are 200 views of your own, and no room for more.",
      "Remove one that you no longer use.",
    ]);
  }
});

test("sharing is limited for all together, at once and later", async () => {
  for (const person of ["a", "b", "c"]) {
    await opened.store.people.create({
      id: person,
      role: "viewer",
      name: person,
      email: `${person}@example.com`,
      passwordHash: null,
    });
  }
  views("a", 200, true);
  views("b", 200, true);
  views("c", 97, true);
  const own = (await saveView("Kept")).json<View>();
  const answers = await Promise.all(Array.from({ length: 8 }, (_, number) => saveView(`${number}`, true)));
  expect(answers.filter(({ status }) => status === 201)).toHaveLength(3);
  expect(answers.find(({ status }) => status !== 201)?.problem().code).toBe("too_many");
  const later = await opened.call("PUT", `/api/views/${own.id}`, { as: "viewer", body: { shared: true } });
  expect([later.status, later.problem().code]).toEqual([409, "too_many"]);
  expect(countOf("views", "shared = TRUE")).toBe(limits["shared-views"]);
});

test("what others share comes when somebody looks at it, and pages carry none of it", async () => {
  const before = (await opened.call("GET", "/api/views/layouts", { as: "operator" })).text.length;
  views(opened.people.viewer, 199, true);
  const page = await opened.call("GET", "/api/views/layouts", { as: "operator" });
  expect(page.text.length - before).toBeLessThan(100);
  const list = (query: string) => opened.call("GET", `/api/views${query}`, { as: "operator" });
  expect((await list("?table=tenants")).json<ViewList>().data).toHaveLength(199);
  expect((await list("?table=users")).json<ViewList>().data).toEqual([]);
  expect((await list("?table=nonsense")).status).toBe(400);
  const { id } = (await list("?table=tenants")).json<ViewList>().data[7] ?? { id: "" };
  await opened.call("PUT", "/api/views/layouts/tenants", { as: "operator", body: { defaultViewId: id } });
  const chosen = (await opened.call("GET", "/api/views/layouts", { as: "operator" })).json<LayoutList>();
  expect(chosen.defaultViews.map((view) => view.id)).toEqual([id]);
});

test("layouts are kept of the tables that there are, and of no other", async () => {
  for (let number = 0; number < 600; number += 60) {
    const answer = await opened.call("PUT", `/api/views/layouts/table-${"x".repeat(number / 60)}`, {
      as: "viewer",
      body: { columns: ["name"] },
    });
    expect(answer.status).toBe(400);
  }
  expect(countOf("table_layouts")).toBe(0);
  const fillLayouts = (count: number) =>
    fill("table_layouts", count, { personId: `'${opened.people.viewer}'`, table: numbered("table") });
  fillLayouts(limits["layouts-of-one"]);
  expect(() => fill("table_layouts", 1, { personId: "'person-viewer'", table: "'one-more'" })).toThrow(
    /limit reached: layouts-of-one/,
  );
  // What an older console took is not told.
  const list = (await opened.call("GET", "/api/views/layouts", { as: "viewer" })).json<LayoutList>();
  expect(list.data).toEqual([]);
});

describe("past the limit, an administrator is told what to do", () => {
  const person = {
    id: numbered("person"),
    email: "'p' || CAST(i AS TEXT) || '@example.com'",
    name: numbered("Person"),
    role: "'viewer'",
  };
  const invitation = {
    id: numbered("invitation"),
    tokenHash: numbered("hash"),
    email: "'i' || CAST(i AS TEXT) || '@example.com'",
    name: numbered("Invited"),
    role: "'viewer'",
    invitedById: "'person-admin'",
    createdAt: `'${AT}'`,
    expiresAt: `'${AT}'`,
  };
  const full: readonly [Limit, () => void, path: string, (number: number) => object][] = [
    [
      "invitations",
      () => fill("invitations", limits.invitations - 1, invitation),
      "/api/invitations",
      (number) => ({ name: "Ada", email: `ada${number}@example.com`, role: "viewer" }),
    ],
    [
      "connection-drafts",
      () =>
        fill("connection_drafts", limits["connection-drafts"] - 1, {
          id: numbered("draft"),
          createdAt: `'${AT}'`,
          createdBy: "'Ada'",
        }),
      "/api/connection-drafts",
      () => ({ csv: "acme.eu.qlikcloud.com,abc,def" }),
    ],
    [
      "organizations",
      () =>
        fill("organizations", limits.organizations - 1, {
          id: numbered("organization"),
          name: numbered("Organization"),
        }),
      "/api/organizations",
      (number) => {
        const { clientId, clientSecret } = opened.sandbox.organization.client;
        return { name: `Acme ${number}`, clientId, clientSecret };
      },
    ],
  ];
  test.each(full)("%s", async (name, fillUp, path, body) => {
    fillUp();
    const table = name.replaceAll("-", "_");
    const answers = await Promise.all(
      Array.from({ length: 4 }, (_, number) => opened.call("POST", path, { body: body(number) })),
    );
    expect(answers.map(({ status }) => status).sort()).toEqual([201, 409, 409, 409]);
    expect(countOf(table)).toBe(limits[name]);
    const { code, advice } = answers.find(({ status }) => status === 409)?.problem() ?? {};
    expect([code, typeof advice]).toEqual(["too_many", "string"]);
  });

  test("people", async () => {
    const there = countOf("people");
    fill("people", limits.people - there, person);
    const { token } = (
      await opened.call("POST", "/api/invitations", {
        body: { name: "Ada", email: "ada@example.com", role: "viewer" },
      })
    ).json<{ token: string }>();
    const body = { token, name: "Ada", password: "correct horse battery staple" };
    const answer = await opened.call("POST", "/api/invitations/accept", { as: "nobody", body });
    expect([answer.status, answer.problem().code]).toEqual([409, "too_many"]);
    // The link is not used up by that.
    expect(countOf("invitations")).toBe(1);
  });
});

describe("past the limit, the oldest go", () => {
  test("of the sessions of one person, and nobody else's", async () => {
    const first = await opened.signedIn(opened.people.viewer);
    const other = await opened.signedIn(opened.people.operator);
    opened.advance(1000);
    for (let number = 0; number < limits["sessions-of-one"]; number += 1)
      await opened.signedIn(opened.people.viewer);
    expect(countOf("sessions", "personId = 'person-viewer'")).toBe(limits["sessions-of-one"]);
    expect((await opened.call("GET", "/api/account", { cookie: first.cookie })).status).toBe(401);
    expect((await opened.call("GET", "/api/account", { cookie: other.cookie })).status).toBe(200);
  });

  test("of the previews that one person has made, with the tokens they have frozen", async () => {
    const { id: tenantId } = opened.sandbox.tenant(0);
    await connectTenant(opened, opened.sandbox.tenant(0));
    const preview = async () => {
      const body = { selection: { kind: "tenant", tenantId }, dryRun: true };
      return (await opened.call("POST", "/api/revocations", { as: "operator", body })).json<Revocation>();
    };
    const first = await preview();
    const frozen = countOf("revocation_items");
    for (let number = 0; number < limits["previews-of-one"]; number += 1) {
      opened.advance(1000);
      await preview();
    }
    expect(countOf("revocations")).toBe(limits["previews-of-one"]);
    expect(countOf("revocation_items")).toBe(frozen * limits["previews-of-one"]);
    expect((await opened.call("GET", `/api/revocations/${first.id}`)).status).toBe(404);
  });

  test("of the failures that strangers leave behind by signing in as nobody", async () => {
    const row = { key: numbered("account"), failures: "1", lastFailureAt: `'${AT}'` };
    const early = "2000-01-01T00:00:00.000Z";
    fill("sign_in_limits", 1, { key: "'account:waiting'", failures: "9", lastFailureAt: `'${early}'` });
    fill("sign_in_limits", limits["sign-in-limits"] - 1, row);
    await opened.store.signInLimits.count("account:newest", opened.runtime.clock());
    expect(countOf("sign_in_limits")).toBe(limits["sign-in-limits"]);
    expect(countOf("sign_in_limits", "key = 'account:newest'")).toBe(1);
    // Who has many addresses to fail from frees no account from its wait.
    expect(countOf("sign_in_limits", "key = 'account:waiting'")).toBe(1);
  });
});
