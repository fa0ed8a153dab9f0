import { createServer } from "node:https";
import type { AddressInfo } from "node:net";
import { describe, expect, onTestFinished, test } from "vitest";
import { createQlikClient, type QlikClientOptions } from "@/lib/server/qlik/client";
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
      await client.tenant(hostOf("beta.eu.qlikcloud.com"), credential).oauthTokens.revoke("k1"),
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
    const error = errorFrom(await client.tenant(ACME, credential).users.list());
    expect(error).toMatchObject({ kind: "host-unknown", host: ACME, notSent: true });
    expect(lookups).toEqual([ACME]);
  });

  test("whose name cannot be looked up for the moment is tried three times", async () => {
    const { resolve, lookups } = resolving("EAI_AGAIN");
    const { client } = clientWith({ resolve });
    const error = errorFrom(await client.tenant(ACME, credential).users.list());
    expect(error).toMatchObject({ kind: "unavailable", notSent: true });
    expect(lookups).toEqual([ACME, ACME, ACME]);
  });

  test("that refuses connections is unavailable, and it is known that nothing was sent", async () => {
    const { client } = clientWith({ connectTo: { host: "127.0.0.1", port: 1 } });
    const error = errorFrom(await client.tenant(ACME, credential).oauthTokens.revoke("k1"));
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
    expect(errorFrom(await client.tenant(ACME, credential).users.list()).kind).toBe("timed-out");
    expect(performance.now() - start).toBeLessThan(3_000);
  });
});
