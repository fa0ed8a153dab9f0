import { describe, expect, test } from "vitest";
import { clientFor, valueFrom } from "../support/clients";
import { sendJson, withTokens } from "../support/scripted-qlik";

describe("the tenant behind a host", () => {
  test("is read through Qlik's redirect", async () => {
    const { tenant, seen } = await clientFor(
      withTokens(({ url }, response) => {
        if (url === "/api/v1/tenants/me") {
          response.writeHead(302, { location: "/api/v1/tenants/t1", "content-type": "text/html" }).end();
        } else
          sendJson(response, 200, {
            id: "t1",
            name: "Acme",
            hostnames: ["acme.eu.qlikcloud.com"],
            region: "eu",
            switches: {},
          });
      }),
    );
    expect(valueFrom(await tenant.me())).toEqual({
      id: "t1",
      name: "Acme",
      hostnames: ["acme.eu.qlikcloud.com"],
      region: "eu",
    });
    expect(seen.at(-1)?.url).toBe("/api/v1/tenants/t1");
  });
});
