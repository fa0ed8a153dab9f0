import fs from "node:fs";
import { createServer } from "node:https";
import type { AddressInfo } from "node:net";
import { describe, expect, onTestFinished, test, vi } from "vitest";
import { createQlikClient, type QlikClientOptions } from "@/lib/server/qlik/client";
import { errorOfConnection } from "@/lib/server/qlik/connection-errors";
import { createOAuthTokens } from "@/lib/server/qlik/resources/oauth-tokens";
import { createUsers } from "@/lib/server/qlik/resources/users";
import { ACME_CERTIFICATE } from "./support/certificate";
import { ACME, credential, errorFrom, hostOf, valueFrom } from "./support/clients";
import { skippingTime } from "./support/time";

function clientWith(options: Partial<QlikClientOptions>) {
  const { time, timing } = skippingTime();
  const client = createQlikClient({ extraHosts: [], ...timing, ...options });
  onTestFinished(() => client.close());
  return { client, time };
}

/** A tenant behind TLS that answers every request, and the requests it saw. */
async function startSecureQlik() {
  const seen: string[] = [];
  const server = createServer(ACME_CERTIFICATE, (request, response) => {
    seen.push(request.headers.host ?? "");
    response.writeHead(200, { "content-type": "application/json" });
    response.end(JSON.stringify({ access_token: "a", token_type: "bearer" }));
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  onTestFinished(() => {
    server.closeAllConnections();
    server.close();
  });
  return { connectTo: { host: "127.0.0.1", port: (server.address() as AddressInfo).port }, seen };
}

describe("a certificate", () => {
  test("of the host itself, by an authority that is trusted, is accepted", async () => {
    const { connectTo, seen } = await startSecureQlik();
    const { client } = clientWith({ connectTo: { ...connectTo, ca: ACME_CERTIFICATE.cert } });
    valueFrom(await client.tenant(ACME, credential).exchange());
    expect(seen).toEqual([ACME]);
  });

  test("of another host lets nothing out", async () => {
    const { connectTo, seen } = await startSecureQlik();
    const { client } = clientWith({ connectTo: { ...connectTo, ca: ACME_CERTIFICATE.cert } });
    const error = errorFrom(
      await client.tenant(hostOf("beta.eu.qlikcloud.com"), credential).of(createOAuthTokens).revoke("k1"),
    );
    expect(error).toMatchObject({ kind: "unavailable", notSent: true });
    expect(error.message).toContain("ERR_TLS_CERT_ALTNAME_INVALID");
    expect(seen).toEqual([]);
  });
});

describe("a host", () => {
  const resolving = (code: string, lookups: string[] = []) => ({
    lookups,
    resolve: (name: string) => {
      lookups.push(name);
      return Promise.reject(Object.assign(new Error("no"), { code }));
    },
  });

  test("without an entry in the name service is unknown, and not looked up again", async () => {
    const { resolve, lookups } = resolving("ENOTFOUND");
    const { client } = clientWith({ resolve });
    const error = errorFrom(await client.tenant(ACME, credential).of(createUsers).list());
    expect(error).toMatchObject({ kind: "host-unknown", host: ACME, notSent: true });
    expect(lookups).toEqual([ACME]);
  });

  test("whose name cannot be looked up for the moment is tried three times", async () => {
    const { resolve, lookups } = resolving("EAI_AGAIN");
    const { client } = clientWith({ resolve });
    const error = errorFrom(await client.tenant(ACME, credential).of(createUsers).list());
    expect(error).toMatchObject({ kind: "this-machine", notSent: true });
    expect(error.message).toMatch(/name service of this machine does not answer, so nothing was sent/);
    expect(lookups).toEqual([ACME, ACME, ACME]);
  });

  test("that refuses connections is unavailable, and it is known that nothing was sent", async () => {
    const { client } = clientWith({ connectTo: { host: "127.0.0.1", port: 1 } });
    const error = errorFrom(await client.tenant(ACME, credential).of(createOAuthTokens).revoke("k1"));
    expect(error).toMatchObject({ kind: "unavailable", notSent: true });
    expect(error.message).toContain("ECONNREFUSED");
  });

  test("that cannot be connected to is given up within the deadline", async () => {
    // A name service that never answers is the same to a socket that waits for it.
    const { client } = clientWith({
      resolve: () => new Promise(() => undefined),
      connectTimeoutMs: 200,
      deadlineMs: 600,
    });
    const start = performance.now();
    expect(errorFrom(await client.tenant(ACME, credential).of(createUsers).list()).kind).toBe("timed-out");
    expect(performance.now() - start).toBeLessThan(3_000);
  });
});

describe("this machine", () => {
  /** What a system call of a connection that is to be made says. */
  const failing = (code: string, syscall = "connect") => Object.assign(new Error(code), { code, syscall });
  const asked = { host: ACME, method: "DELETE", path: "/api/v1/oauth-tokens/k1" };
  const told = (thrown: unknown) => errorOfConnection(thrown, asked, new AbortController().signal);

  test.each([
    ["EMFILE", /open no more connections and files/],
    ["ENFILE", /open no more connections and files/],
    ["ENOMEM", /no memory or no room/],
    ["ENOBUFS", /no memory or no room/],
    ["ENOSPC", /no memory or no room/],
    ["EADDRNOTAVAIL", /no free port/],
    ["ENETUNREACH", /no way to the network/],
    ["EHOSTUNREACH", /no way to the network/],
    ["EACCES", /open no connection/],
  ])("that cannot connect (%s) is told as this machine, and nothing was sent", (code, words) => {
    expect(told(failing(code))).toMatchObject({
      kind: "this-machine",
      message: expect.stringMatching(words),
      advice: expect.stringMatching(/no fault of Qlik Cloud/),
      notSent: true,
    });
    expect(told(new TypeError("fetch failed", { cause: failing(code) })).kind).toBe("this-machine");
  });

  test("that loses a connection which was there leaves the doubt whether it was carried out", () => {
    const error = told(failing("ENETUNREACH", "read"));
    expect([error.kind, error.notSent, error.message]).toEqual([
      "unavailable",
      undefined,
      expect.stringMatching(/it is not known whether it was carried out/),
    ]);
  });

  test("is not to blame when one of several addresses said something else", () => {
    const mixed = new AggregateError([failing("ENETUNREACH"), failing("ECONNREFUSED")]);
    expect(told(mixed)).toMatchObject({ kind: "unavailable", notSent: true });
    expect(told(new AggregateError([failing("ENETUNREACH"), failing("ENETUNREACH")])).kind).toBe(
      "this-machine",
    );
  });

  test("without file handles finds no name, and is told as that and not as a host that is unknown", async () => {
    const open = vi.spyOn(fs, "openSync").mockImplementation(() => {
      throw failing("EMFILE", "open");
    });
    onTestFinished(() => open.mockRestore());
    const { client } = clientWith({});
    const error = errorFrom(
      await client.tenant(hostOf("nobody-here.eu.qlikcloud.com"), credential).of(createUsers).list(),
    );
    expect(error).toMatchObject({ kind: "this-machine", notSent: true });
  });
});
