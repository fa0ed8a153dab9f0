import { inspect } from "node:util";
import { describe, expect, onTestFinished, test } from "vitest";
import { z } from "zod";
import { createAccessTokens } from "@/lib/server/qlik/access-tokens";
import { createAuthorizedRequests } from "@/lib/server/qlik/authorized-requests";
import { createDeprecations } from "@/lib/server/qlik/deprecations";
import { rowOf, secretIn, single } from "@/lib/server/qlik/members";
import { createPacedSend, QLIKS_PACE } from "@/lib/server/qlik/paced-send";
import { systemTiming } from "@/lib/server/qlik/timing";
import { createTransport } from "@/lib/server/qlik/transport";
import { watchedRequests } from "@/lib/server/qlik/watched-requests";
import { err } from "@/lib/server/result";
import { ACME, CLIENT_SECRET, credential, errorFrom, valueFrom } from "./support/clients";
import { type Script, sendJson, startScriptedQlik, withTokens } from "./support/scripted-qlik";
import { skippingTime } from "./support/time";

/** Of the answers that show a new client secret (CLIENTS.md section 3). */
const made = single(
  rowOf((clientId, row) => ({ clientId, clientSecret: secretIn(row.clientSecret) }), "clientId"),
);
/** Clients that describe themselves have an address for an id (CLIENTS.md section 4). */
const CLIENT_ID_URL = "https://client.example.com/oauth/metadata.json?a=b/c";

const noContent: Script = (_, response) => void response.writeHead(204).end();

async function requestsFor(script: Script) {
  const { connectTo, seen } = await startScriptedQlik(withTokens(script));
  const timing = { ...systemTiming, ...skippingTime().timing };
  const transport = createTransport({ connectTo, extraHosts: [] });
  onTestFinished(() => transport.close());
  const send = createPacedSend({ send: transport.send, pace: QLIKS_PACE, timing, deadlineMs: 2_000 });
  const accessTokens = createAccessTokens({ send, clock: timing.clock });
  const deprecations = createDeprecations(() => undefined);
  const shared = { send, accessTokens, deprecations, timing, deadlineMs: 2_000 };
  const requests = createAuthorizedRequests(shared, { host: ACME, credential }, "interactive");
  const asked = () =>
    seen
      .filter(({ url }) => url !== "/oauth/token")
      .map(({ method, url, headers, body }) => ({ method, url, body, sent: headers["qlik-confirm-delete"] }));
  return { requests, asked };
}

describe("making something", () => {
  test("gives what Qlik made, and its secret as one that shows in nothing", async () => {
    const { requests, asked } = await requestsFor((_, response) =>
      sendJson(response, 201, { clientId: "c1", clientSecret: "shown-0nce" }),
    );
    const body = { clientName: "Backup" };
    const { clientId, clientSecret } = valueFrom(await requests.create({ path: ["clients"], body }, made));
    expect([clientId, clientSecret?.reveal()]).toEqual(["c1", "shown-0nce"]);
    expect(`${JSON.stringify({ clientSecret })}${inspect(clientSecret)}${clientSecret}`).not.toContain(
      "0nce",
    );
    expect(asked()).toMatchObject([{ method: "POST", url: "/clients", body: JSON.stringify(body) }]);
  });

  test.each([502, 503, 429])("is sent once, also when Qlik answers %i", async (status) => {
    const { requests, asked } = await requestsFor((_, response) => sendJson(response, status, {}));
    const error = errorFrom(await requests.create({ path: ["clients"], body: {} }, made));
    expect(error.message.includes("not known whether it was carried out")).toBe(status !== 429);
    expect(asked()).toHaveLength(1);
  });

  test("tells the place alone where the answer is not as documented: its secret is in no error", async () => {
    const { requests } = await requestsFor((_, response) =>
      sendJson(response, 201, { id: "c1", clientSecret: "shown-0nce" }),
    );
    const error = errorFrom(await requests.create({ path: ["clients"], body: {} }, made));
    expect([error.kind, JSON.stringify(error).includes("0nce")]).toEqual(["unexpected-answer", false]);
  });
});

describe("changing something", () => {
  const body = [{ op: "replace", path: "/clientName", value: "Nightly" }];

  test("is done when Qlik says 204", async () => {
    const { requests, asked } = await requestsFor(noContent);
    const path = ["clients", { id: CLIENT_ID_URL }];
    expect(valueFrom(await requests.change({ path, body }))).toBeUndefined();
    expect(asked()).toMatchObject([
      {
        method: "PATCH",
        url: `/clients/${encodeURIComponent(CLIENT_ID_URL)}`,
        body: JSON.stringify(body),
      },
    ]);
  });

  test("gives what Qlik says besides, where it may say something", async () => {
    const { requests } = await requestsFor((_, response) =>
      sendJson(response, 202, { clientSecret: "shown-0nce" }),
    );
    const schema = z.object({ clientSecret: z.unknown().transform(secretIn) });
    const answer = valueFrom(await requests.change({ path: ["clients", { id: "c1" }], body }, schema));
    expect(answer?.clientSecret?.reveal()).toBe("shown-0nce");
  });

  test.each([
    [200, {}],
    [202, { clientSecret: "x" }],
  ])("is not taken for done when Qlik says %i where 204 is documented alone", async (status, said) => {
    const { requests } = await requestsFor((_, response) => sendJson(response, status, said));
    const error = errorFrom(await requests.change({ path: ["clients", { id: "c1" }], body }));
    expect([error.kind, error.status]).toEqual(["unexpected-answer", status]);
  });
});

describe("a call with headers of its own", () => {
  test("sends them, and can override none that every call sends", async () => {
    const { requests, asked } = await requestsFor(({ headers }, response) =>
      headers.authorization === "Bearer access-1"
        ? void response.writeHead(204).end()
        : sendJson(response, 400, {}),
    );
    const headers = { "qlik-confirm-delete": "c1", authorization: `Bearer ${CLIENT_SECRET}` };
    valueFrom(await requests.delete({ path: ["clients", { id: "c1" }], headers }));
    expect(asked()).toMatchObject([{ method: "DELETE", sent: "c1" }]);
  });
});

test.each([
  ["of 512 characters", "x".repeat(512)],
  ["that is an address", CLIENT_ID_URL],
  ["with what a path is made of", "a b/../c?d#e"],
  ["in another script", "ключ"],
])("an identifier %s stays one part of the path", async (_, id) => {
  const { requests, asked } = await requestsFor(noContent);
  valueFrom(await requests.delete({ path: ["clients", { id }, "client-secrets", { id: "ab/de" }] }));
  expect(asked()[0]?.url).toBe(`/clients/${encodeURIComponent(id)}/client-secrets/ab%2Fde`);
});

test("nothing is made or changed while another tenant answers at the host", async () => {
  const { requests, asked } = await requestsFor(noContent);
  const refusal = { kind: "unexpected-answer", message: "Another tenant.", advice: "", host: ACME } as const;
  const watched = watchedRequests(requests, { admit: async () => err(refusal) });
  const call = { path: ["clients", { id: "c1" }], body: {} };
  expect(errorFrom(await watched.create(call, made)).notSent).toBe(true);
  expect(errorFrom(await watched.change(call)).notSent).toBe(true);
  expect(errorFrom(await watched.delete(call)).notSent).toBe(true);
  expect(asked()).toEqual([]);
});
