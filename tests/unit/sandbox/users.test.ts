import { describe, expect, it } from "vitest";
import { expectDocumented } from "@/tests/support/qlik-openapi/validate";
import { bodyFrom, errorFrom, linkQuery, rowsFrom, startSandbox, tenantAt, walk } from "./harness";

const LIST = "/api/v1/users";
const ALL = ["active", "invited", "disabled", "deleted", "provisioned"]
  .map((status) => `status eq "${status}"`)
  .join(" or ");

async function startSignedIn() {
  const running = await startSandbox();
  const tenant = tenantAt(running, 0);
  const { host } = tenant;
  const bearer = await running.bearer(host, tenant.client);
  const get = (path: string) => running.call({ host, path, bearer });
  const filtered = (filter: string, more = "") => get(`${LIST}?filter=${encodeURIComponent(filter)}${more}`);
  return {
    running,
    tenant,
    host,
    bearer,
    get,
    filtered,
    users: running.sandbox.state.contents.usersOf(tenant),
  };
}

describe("list of users", () => {
  it("shows active users only, unless the filter names a status", async () => {
    const { running, host, bearer, users } = await startSignedIn();
    const byDefault = await walk(running, { host, path: LIST, bearer });
    const all = await walk(running, { host, path: `${LIST}?filter=${encodeURIComponent(ALL)}`, bearer });
    expect(new Set(byDefault.map(({ status }) => status))).toEqual(new Set(["active"]));
    expect(all).toHaveLength(users.length);
    expect(new Set(all.map(({ status }) => status)).size).toBe(5);
  });

  it.each(["", "&sort=-email", "&sort=%2BcreatedAt"])("walks every user exactly once%s", async (sort) => {
    const { running, host, bearer, users } = await startSignedIn();
    const path = `${LIST}?limit=7${sort}&filter=${encodeURIComponent(ALL)}`;
    const rows = await walk(running, { host, path, bearer });
    expect(rows.map(({ id }) => id).sort()).toEqual(users.map(({ id }) => id).sort());
  });

  it("is as documented, with links on the tenant's first hostname", async () => {
    const { get, host, filtered } = await startSignedIn();
    const first = await get(`${LIST}?totalResults=true`);
    expectDocumented("users", `GET ${LIST}`, first);
    expectDocumented("users", `GET ${LIST}`, await filtered(ALL, "&limit=100"));
    expect(rowsFrom(first)).toHaveLength(20);
    expect(first.text).toContain(`"next":{"href":"https://${host}/api/v1/users?`);
    expect(Number(bodyFrom(first).totalResults)).toBeGreaterThan(20);
  });

  it("goes back by the cursor of the page before", async () => {
    const { get } = await startSignedIn();
    const first = await get(`${LIST}?limit=5`);
    const second = await get(`${LIST}${linkQuery(first, "next")}`);
    const back = await get(`${LIST}${linkQuery(second, "prev")}`);
    expect(rowsFrom(back)).toEqual(rowsFrom(first));
  });

  it("finds part of a name or an e-mail in any case", async () => {
    const { filtered, users } = await startSignedIn();
    const person = users.find(({ email, status }) => email !== null && status === "active");
    const part = person?.email?.slice(0, 6).toUpperCase();
    const answer = await filtered(`name co "${part}" or email co "${part}"`, "&limit=100");
    expect(rowsFrom(answer).map(({ id }) => id)).toContain(person?.id);
    expect(rowsFrom(answer).length).toBeLessThan(users.length / 2);
  });

  it("finds a bot by its subject, whose backslash is escaped as JSON has it", async () => {
    const { filtered, tenant } = await startSignedIn();
    const answer = await filtered(`subject eq "qlikbot\\\\${tenant.client.clientId}"`);
    expect(rowsFrom(answer)).toMatchObject([{ clientId: tenant.client.clientId }]);
    expect(rowsFrom(answer)[0]).not.toHaveProperty("email");
  });

  it("leaves a disabled user out of a filter that does not name the status", async () => {
    const { filtered, users } = await startSignedIn();
    const id = users.find(({ status }) => status === "disabled")?.id;
    expect(rowsFrom(await filtered(`id eq "${id}"`))).toEqual([]);
    expect(rowsFrom(await filtered(`id eq "${id}" and (status eq "disabled")`))).toMatchObject([{ id }]);
  });

  it("takes conditions on the status only when they apply to the whole expression", async () => {
    const { filtered } = await startSignedIn();
    const valid = await filtered(
      '(name eq "Bob" or name eq "Alice") and (status eq "active" or status eq "disabled")',
    );
    const invalid = await filtered(
      'name eq "Bob" or name eq "Alice" and (status eq "active" or status eq "disabled")',
    );
    expect([valid.status, invalid.status]).toEqual([200, 400]);
    expectDocumented("users", `GET ${LIST}`, invalid);
  });

  it.each([
    "limit=0",
    "limit=101",
    "sort=+name",
    "sort=colour",
    "filter=status%20ne%20%22active%22",
    "next=nobody",
  ])("refuses %s with 400 and a number as status", async (query) => {
    const { get } = await startSignedIn();
    const answer = await get(`${LIST}?${query}`);
    expect(answer.status).toBe(400);
    expectDocumented("users", `GET ${LIST}`, answer);
    expect(errorFrom(answer).status).toBe(400);
  });

  it("gives only the members asked for", async () => {
    const { get } = await startSignedIn();
    const [user] = rowsFrom(await get(`${LIST}?fields=id,name&limit=1`));
    expect(Object.keys(user ?? {}).sort()).toEqual(["id", "name"]);
  });

  it("is closed to a client with the scope of a mere user", async () => {
    const { running, tenant, host } = await startSignedIn();
    if (!tenant.narrowClient) throw new Error("The first tenant has a narrow client.");
    const bearer = await running.bearer(host, tenant.narrowClient);
    const answer = await running.call({ host, path: LIST, bearer });
    expect(answer.status).toBe(403);
    expectDocumented("users", `GET ${LIST}`, answer);
  });

  it("holds names that try to break a page, and members of old on some users only", async () => {
    const { filtered } = await startSignedIn();
    const rows = rowsFrom(await filtered(ALL, "&limit=100"));
    expect(rows.map(({ name }) => name)).toContain("<img src=x onerror=alert(1)>");
    const old = rows.filter((row) => "roles" in row && "created" in row);
    expect(old.length).toBeGreaterThan(0);
    expect(old.length).toBeLessThan(rows.length);
  });
});

describe("filtering users by POST", () => {
  const FILTER = `${LIST}/actions/filter`;

  it("gives the same pages as the list does", async () => {
    const { running, host, bearer, filtered } = await startSignedIn();
    const listed = await filtered(ALL, "&limit=7&totalResults=true");
    const post = (query: string) =>
      running.call({ host, bearer, method: "POST", path: `${FILTER}${query}`, json: { filter: ALL } });
    const posted = await post("?limit=7&totalResults=true");
    expectDocumented("users", `POST ${FILTER}`, posted);
    expect(rowsFrom(posted)).toEqual(rowsFrom(listed));
    expect(bodyFrom(posted).totalResults).toBe(bodyFrom(listed).totalResults);
    const next = await running.call({
      ...{ host, bearer, method: "POST", json: { filter: ALL } },
      path: `${FILTER}${linkQuery(posted, "next")}`,
    });
    expect(rowsFrom(next)).toHaveLength(7);
    expect(rowsFrom(next)[0]).not.toEqual(rowsFrom(posted)[0]);
  });

  it("shows active users without a body, and refuses another order than by name, and more than 100 ids", async () => {
    const { running, host, bearer } = await startSignedIn();
    const call = { host, bearer, method: "POST" } as const;
    const bare = await running.call({ ...call, path: FILTER });
    expect(new Set(rowsFrom(bare).map(({ status }) => status))).toEqual(new Set(["active"]));
    const sorted = await running.call({ ...call, path: `${FILTER}?sort=email` });
    const ids = (count: number) =>
      Array.from({ length: count }, (_, index) => `id eq "${index}"`).join(" or ");
    const many = await running.call({ ...call, path: FILTER, json: { filter: ids(101) } });
    for (const refused of [sorted, many]) {
      expect(refused.status).toBe(400);
      expectDocumented("users", `POST ${FILTER}`, refused);
    }
    expect((await running.call({ ...call, path: FILTER, json: { filter: ids(100) } })).status).toBe(200);
  });
});

describe("one user", () => {
  it("is found behind the redirect of me, with 301 and HTML", async () => {
    const { get, host, tenant } = await startSignedIn();
    const redirect = await get(`${LIST}/me`);
    expectDocumented("users", `GET ${LIST}/me`, redirect);
    expect(redirect.status).toBe(301);
    const location = new URL(String(redirect.headers.location));
    expect(location.host).toBe(host);
    const answer = await get(location.pathname);
    expectDocumented("users", `GET ${LIST}/{userId}`, answer);
    expect(bodyFrom(answer)).toMatchObject({ subject: `qlikbot\\${tenant.client.clientId}` });
  });

  it("is counted among all users, whatever their status", async () => {
    const { get, users } = await startSignedIn();
    const answer = await get(`${LIST}/actions/count`);
    expectDocumented("users", `GET ${LIST}/actions/count`, answer);
    expect(bodyFrom(answer).total).toBe(users.length);
  });

  it("is unknown with USERS-7, a number as status and a trace id", async () => {
    const { get } = await startSignedIn();
    const answer = await get(`${LIST}/${"0".repeat(24)}`);
    expectDocumented("users", `GET ${LIST}/{userId}`, answer);
    expect(errorFrom(answer)).toMatchObject({ code: "USERS-7", status: 404 });
    expect(bodyFrom(answer).traceId).toMatch(/^0{16}[0-9a-f]{16}$/);
  });
});
