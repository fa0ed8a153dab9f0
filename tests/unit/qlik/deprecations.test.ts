import { expect, test, vi } from "vitest";
import { createOAuthTokens } from "@/lib/server/qlik/resources/oauth-tokens";
import { createUsers } from "@/lib/server/qlik/resources/users";
import { clientFor, valueFrom } from "./support/clients";
import { sendJson, withTokens } from "./support/scripted-qlik";

const deprecating = (headers: Record<string, string>) =>
  withTokens((_, response) => sendJson(response, 200, { id: "u1", data: [] }, headers));

test.each([
  [
    { deprecation: "@1793491200", sunset: "Sun, 31 Oct 2027 00:00:00 GMT" },
    { deprecatedAt: new Date(1_793_491_200_000), sunsetAt: new Date(Date.UTC(2027, 9, 31)) },
  ],
  [{ deprecation: '@1793491200;link="x"' }, { deprecatedAt: new Date(1_793_491_200_000) }],
  [{ sunset: "Sun, 31 Oct 2027 00:00:00 GMT" }, { sunsetAt: new Date(Date.UTC(2027, 9, 31)) }],
  [{ deprecation: "true", sunset: "soon" }, {}],
])("a call that Qlik answers with %j is told as deprecated", async (headers, dates) => {
  const { tenant, client } = await clientFor(deprecating(headers));
  valueFrom(await tenant.of(createUsers).get("u1"));
  expect(client.notices()).toEqual([{ method: "GET", path: "/api/v1/users/{id}", ...dates }]);
});

test("a deprecated call is told to the log once, however many things and tenants it is asked about", async () => {
  const warn = vi.fn();
  const { tenant, client } = await clientFor(deprecating({ deprecation: "@1793491200" }), {
    log: { debug: () => undefined, warn },
  });
  for (const id of ["a", "b", "c"]) valueFrom(await tenant.of(createUsers).get(id));
  valueFrom(await tenant.of(createUsers).list());
  expect(client.notices().map(({ path }) => path)).toEqual(["/api/v1/users/{id}", "/api/v1/users"]);
  expect(warn).toHaveBeenCalledTimes(2);
  expect(JSON.stringify(warn.mock.calls)).not.toMatch(/access-|"a"/);
});

test("a deprecated call is told when its answer is a failure too", async () => {
  const { tenant, client } = await clientFor(
    withTokens((_, response) => sendJson(response, 404, {}, { deprecation: "@1793491200" })),
  );
  await tenant.of(createOAuthTokens).revoke("t1");
  expect(client.notices()).toMatchObject([{ method: "DELETE", path: "/api/v1/oauth-tokens/{id}" }]);
});

test("nothing is told of calls that are not deprecated", async () => {
  const { tenant, client } = await clientFor(deprecating({}));
  valueFrom(await tenant.of(createUsers).get("u1"));
  expect(client.notices()).toEqual([]);
});
