import { describe, expect, onTestFinished, test, vi } from "vitest";
import { createSecret } from "@/lib/contracts/secret";
import { createAccessTokens, type Grant } from "@/lib/server/qlik/access-tokens";
import { createTransport } from "@/lib/server/qlik/transport";
import { ACME, CLIENT_SECRET, credential, errorFrom, hostOf, valueFrom } from "./support/clients";
import { type Script, sendJson, startScriptedQlik, withTokens } from "./support/scripted-qlik";

const START = Date.UTC(2026, 10, 21);
const acme: Grant = { host: ACME, credential, scope: "admin_classic" };
const patient = () => new AbortController().signal;

async function tokensFor(script: Script) {
  const { connectTo, seen } = await startScriptedQlik(script);
  const transport = createTransport({ connectTo, extraHosts: [] });
  onTestFinished(() => transport.close());
  const time = { now: START };
  return { ...createAccessTokens({ send: transport.send, clock: () => time.now }), seen, time };
}

const revealed = async (token: ReturnType<Awaited<ReturnType<typeof tokensFor>>["get"]>) =>
  valueFrom(await token).reveal();

describe("an access token", () => {
  test("is asked for with the credentials in a JSON body", async () => {
    const { get, seen } = await tokensFor(withTokens(() => undefined));
    expect(await revealed(get(acme, patient()))).toBe("access-1");
    expect(seen[0]).toMatchObject({ method: "POST", host: ACME, url: "/oauth/token" });
    expect(seen[0]?.headers["content-type"]).toBe("application/json");
    expect(JSON.parse(seen[0]?.body ?? "")).toEqual({
      client_id: "client-1",
      client_secret: CLIENT_SECRET,
      grant_type: "client_credentials",
      scope: "admin_classic",
    });
  });

  test("is asked for without a scope when none is wanted", async () => {
    const { get, seen } = await tokensFor(withTokens(() => undefined));
    await get({ host: ACME, credential }, patient());
    expect(JSON.parse(seen[0]?.body ?? "")).not.toHaveProperty("scope");
  });

  test("is shared by a thousand callers at the same time, with one exchange", async () => {
    const { get, seen } = await tokensFor(withTokens(() => undefined));
    const all = await Promise.all(Array.from({ length: 1_000 }, () => revealed(get(acme, patient()))));
    expect(new Set(all)).toEqual(new Set(["access-1"]));
    expect(seen).toHaveLength(1);
  });

  test("is used until 80 % of its life are over", async () => {
    const { get, seen, time } = await tokensFor(withTokens(() => undefined));
    await get(acme, patient());
    time.now = START + 0.8 * 21_600_000 - 1;
    expect(await revealed(get(acme, patient()))).toBe("access-1");
    time.now += 1;
    expect(await revealed(get(acme, patient()))).toBe("access-2");
    expect(seen).toHaveLength(2);
  });

  test.each([
    [
      "the time it names when it names no length",
      { expires_at: new Date(START + 100_000).toISOString() },
      80_000,
    ],
    ["a length that came as text", { expires_in: "100" }, 80_000],
    ["five minutes when it names neither", {}, 240_000],
    [
      "five minutes when what it names is over already",
      { expires_in: 0, expires_at: "1970-01-01T00:00:00Z" },
      240_000,
    ],
  ])("lives for %s", async (_, life, renewedAfter) => {
    const { get, seen, time } = await tokensFor((_request, response) =>
      sendJson(response, 200, { access_token: "a", token_type: "Bearer", ...life }),
    );
    await get(acme, patient());
    time.now = START + renewedAfter - 1;
    await get(acme, patient());
    expect(seen).toHaveLength(1);
    time.now += 1;
    await get(acme, patient());
    expect(seen).toHaveLength(2);
  });

  test("is never used at another host or for another version of the credential", async () => {
    const { get, seen } = await tokensFor(withTokens(() => undefined));
    const elsewhere = { ...acme, host: hostOf("beta.eu.qlikcloud.com") };
    const replaced = {
      ...acme,
      credential: { ...credential, key: "credential-2", clientSecret: createSecret("new") },
    };
    const tokens = await Promise.all(
      [acme, elsewhere, replaced].map((grant) => revealed(get(grant, patient()))),
    );
    expect(new Set(tokens).size).toBe(3);
    expect(seen.map(({ host }) => host).sort()).toEqual([ACME, ACME, elsewhere.host]);
  });

  test("is forgotten when it is named as refused, but not when another is", async () => {
    const { get, invalidate, seen } = await tokensFor(withTokens(() => undefined));
    const first = valueFrom(await get(acme, patient()));
    invalidate(credential.key, ACME, createSecret("another"));
    await get(acme, patient());
    expect(seen).toHaveLength(1);
    invalidate(credential.key, ACME, first);
    expect(await revealed(get(acme, patient()))).toBe("access-2");
  });

  test("is exchanged anew to prove a credential, and then used", async () => {
    const { get, exchange } = await tokensFor(withTokens(() => undefined));
    await get(acme, patient());
    expect(await revealed(exchange(acme, patient()))).toBe("access-2");
    expect(await revealed(get(acme, patient()))).toBe("access-2");
  });

  test("that was refused is not asked for again within seconds, and then is", async () => {
    const refuse = vi.fn().mockReturnValueOnce(true).mockReturnValue(false);
    const issue = withTokens(() => undefined);
    const { get, seen, time } = await tokensFor((request, response) =>
      refuse() ? sendJson(response, 401, {}) : issue(request, response),
    );
    expect(errorFrom(await get(acme, patient())).kind).toBe("credentials-refused");
    time.now += 4_999;
    expect(errorFrom(await get(acme, patient())).kind).toBe("credentials-refused");
    expect(seen).toHaveLength(1);
    time.now += 1;
    expect(await revealed(get(acme, patient()))).toBe("access-1");
  });

  test("that was refused is asked for at once with a replaced secret, elsewhere, and to prove the credential", async () => {
    const { get, exchange, seen } = await tokensFor((_, response) => sendJson(response, 401, {}));
    await get(acme, patient());
    await get({ ...acme, credential: { ...credential, key: "credential-2" } }, patient());
    await get({ ...acme, host: hostOf("beta.eu.qlikcloud.com") }, patient());
    await exchange(acme, patient());
    expect(seen).toHaveLength(4);
  });

  test("is used as soon as the credential has been proven, whatever was refused before", async () => {
    const refuse = vi.fn().mockReturnValueOnce(true).mockReturnValue(false);
    const issue = withTokens(() => undefined);
    const { get, exchange, seen } = await tokensFor((request, response) =>
      refuse() ? sendJson(response, 401, {}) : issue(request, response),
    );
    errorFrom(await get(acme, patient()));
    valueFrom(await exchange(acme, patient()));
    expect(await revealed(get(acme, patient()))).toBe("access-1");
    expect(seen).toHaveLength(2);
  });

  test("is asked for again at once when the service had only been unavailable", async () => {
    const failing = vi.fn().mockReturnValueOnce(true).mockReturnValue(false);
    const issue = withTokens(() => undefined);
    const { get } = await tokensFor((request, response) =>
      failing() ? sendJson(response, 500, {}) : issue(request, response),
    );
    expect(errorFrom(await get(acme, patient())).kind).toBe("unavailable");
    expect(await revealed(get(acme, patient()))).toBe("access-1");
  });

  test("lasts no longer when the clock is set back, nor does a refusal", async () => {
    const { get, seen, time } = await tokensFor(withTokens(() => undefined));
    await get(acme, patient());
    time.now -= 86_400_000;
    expect(await revealed(get(acme, patient()))).toBe("access-2");
    time.now += 86_400_000;
    expect(await revealed(get(acme, patient()))).toBe("access-3");
    expect(seen).toHaveLength(3);
  });

  test("still arrives for the others when the caller who asked first gives up", async () => {
    const { get, seen } = await tokensFor(async (request, response) => {
      await new Promise((resolve) => setTimeout(resolve, 50));
      await withTokens(() => undefined)(request, response);
    });
    const hurried = new AbortController();
    const first = get(acme, hurried.signal);
    const second = get(acme, patient());
    hurried.abort();
    expect(errorFrom(await first).kind).toBe("timed-out");
    expect(await revealed(second)).toBe("access-1");
    expect(seen).toHaveLength(1);
  });

  test.each([
    ["no token", { token_type: "bearer" }],
    ["an empty token", { access_token: "", token_type: "bearer" }],
    ["a token that would break out of its header", { access_token: "a\r\nx: y", token_type: "bearer" }],
    ["a token of another type", { access_token: "a", token_type: "mac" }],
  ])("is not taken from an answer with %s", async (_, answer) => {
    const { get } = await tokensFor((_request, response) => sendJson(response, 200, answer));
    expect(errorFrom(await get(acme, patient())).kind).toBe("unexpected-answer");
  });
});
