import { expect, it } from "vitest";
import { createSandbox } from "@/lib/sandbox/server";
import { startSandbox, tenantAt } from "./harness";

// First of all: what an earlier test had replaced, this one could not notice.
it("leaves the global Request and Response of the process alone", async () => {
  const before = [globalThis.Request, globalThis.Response];
  const running = await startSandbox();
  await running.call({ host: tenantAt(running, 0).host, path: "/" });
  expect([globalThis.Request, globalThis.Response]).toEqual(before);
});

it("says that the port is taken, and how to choose another", async () => {
  const { port } = await startSandbox();
  const second = createSandbox({ tenants: 1 });
  await expect(second.listen({ port, host: "127.0.0.1" })).rejects.toThrow(
    `Port ${port} on 127.0.0.1 is taken`,
  );
});

it.each(["0.0.0.0", "::", "192.0.2.1", "example.org"])("does not listen on %s", async (host) => {
  await expect(createSandbox({ tenants: 1 }).listen({ port: 0, host })).rejects.toThrow("loopback only");
});

it("closes although a request still hangs", async () => {
  const running = await startSandbox();
  running.sandbox.state.faults.add({ hang: true });
  const waiting = running.call({ host: tenantAt(running, 0).host, path: "/" });
  await expect.poll(() => running.sandbox.state.requestLog.requests()).toHaveLength(1);
  await Promise.all([expect(waiting).rejects.toThrow(), running.close()]);
});
