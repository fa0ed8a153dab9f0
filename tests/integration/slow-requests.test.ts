import { expect, test } from "vitest";
import { consoleForTest, type OpenConsole } from "@/tests/support/console";
import { dispatch } from "@/tests/support/http";

/** Somebody who begins a call and sends its body only later. */
function beginCall({ env }: OpenConsole, path: string, cookie: string) {
  let send: (body: unknown) => void = () => undefined;
  const body = new ReadableStream<Uint8Array>({
    start(controller) {
      send = (value) => {
        controller.enqueue(new TextEncoder().encode(JSON.stringify(value)));
        controller.close();
      };
    },
  });
  const { host, origin } = new URL(env.publicUrl);
  const headers = { host, origin, cookie, "content-type": "application/json" };
  const answer = dispatch(`${env.publicUrl}${path}`, { method: "POST", headers, body, duplex: "half" });
  return { send, answer };
}

test.each([
  ["disabled", { state: "disabled" }, 401],
  ["made a viewer", { role: "viewer" }, 401],
])(
  "an administrator who is %s while the body of a call comes in does nothing any more",
  async (_how, change, status) => {
    const opened = await consoleForTest({ tenants: 1 });
    const { call, store, sql } = opened;
    await store.people.create({
      id: "eve",
      name: "Eve",
      email: "eve@example.com",
      role: "admin",
      passwordHash: "none",
    });
    const { cookie } = await opened.signedIn("eve");
    expect((await call("GET", "/api/account", { cookie })).status).toBe(200);

    const slow = beginCall(opened, "/api/invitations", cookie);
    await new Promise((resolve) => setTimeout(resolve, 100));
    expect((await call("PATCH", "/api/people/eve", { body: change })).status).toBe(200);
    slow.send({ name: "Mallory", email: "mallory@example.com", role: "admin" });

    expect((await slow.answer).status).toBe(status);
    expect(sql("SELECT email FROM invitations")).toEqual([]);
  },
);
