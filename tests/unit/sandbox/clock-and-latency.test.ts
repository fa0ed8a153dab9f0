import http from "node:http";
import { describe, expect, it } from "vitest";
import { bodyFrom, STARTED_AT, startSandbox, tenantAt } from "./harness";

const TOKENS = "/api/v1/oauth-tokens";

async function timed(work: () => Promise<unknown>): Promise<number> {
  const before = performance.now();
  await work();
  return performance.now() - before;
}

describe("clock", () => {
  it("can be moved, and tokens end when their time has come", async () => {
    const running = await startSandbox();
    const { host, client } = tenantAt(running, 0);
    const bearer = await running.bearer(host, client);
    const use = async () => (await running.call({ host, path: TOKENS, bearer })).status;
    await running.control("PATCH", "/clock", { advanceMs: 21_599_999 });
    expect(await use()).toBe(200);
    const answer = await running.control("PATCH", "/clock", { advanceMs: 1 });
    expect(bodyFrom(answer)).toEqual({ now: STARTED_AT + 21_600_000, speed: 1 });
    expect(await use()).toBe(401);
  });

  it("can jump to a moment, run faster, and is right again after a reset", async () => {
    const running = await startSandbox();
    const clock = async () => bodyFrom(await running.control("GET", "/clock")).now;
    await running.control("PATCH", "/clock", { now: STARTED_AT - 3_600_000, speed: 60 });
    running.advance(1_000);
    expect(await clock()).toBe(STARTED_AT - 3_600_000 + 60_000);
    await running.control("PATCH", "/clock", { speed: 0 });
    running.advance(1_000);
    expect(await clock()).toBe(STARTED_AT - 3_600_000 + 60_000);
    await running.control("POST", "/reset");
    expect(await clock()).toBe(STARTED_AT + 2_000);
  });

  it("refuses a change that it does not understand", async () => {
    const running = await startSandbox();
    for (const change of [{ speed: -1 }, { advance: 5 }, { now: "noon" }]) {
      expect((await running.control("PATCH", "/clock", change)).status).toBe(400);
    }
  });
});

describe("latency", () => {
  it("is taken by requests to Qlik's hosts, not by the control API", async () => {
    const running = await startSandbox({ latencyMs: 120 });
    const { host } = tenantAt(running, 0);
    expect(await timed(() => running.call({ host, path: TOKENS }))).toBeGreaterThan(115);
    expect(await timed(() => running.control("GET", "/clock"))).toBeLessThan(100);
  });

  it("does not add up when requests are made at once", async () => {
    const running = await startSandbox({ latencyMs: 400 });
    const { host } = tenantAt(running, 0);
    const ten = Array.from({ length: 10 }, () => running.call({ host, path: TOKENS }));
    expect(await timed(() => Promise.all(ten))).toBeLessThan(3000);
  });

  it("of a connection is taken by its first request only", async () => {
    const running = await startSandbox({ connectLatencyMs: 200 });
    const { host } = tenantAt(running, 0);
    const agent = new http.Agent({ keepAlive: true, maxSockets: 1 });
    const get = () =>
      new Promise<void>((resolve, reject) => {
        const options = { port: running.port, host: "127.0.0.1", agent, path: TOKENS, headers: { host } };
        http.get(options, (response) => response.resume().on("end", resolve)).on("error", reject);
      });
    const first = await timed(get);
    const second = await timed(get);
    agent.destroy();
    expect(first).toBeGreaterThan(195);
    expect(second).toBeLessThan(150);
  });

  it("can be set while the sandbox runs", async () => {
    const running = await startSandbox();
    const { host } = tenantAt(running, 0);
    await running.control("PATCH", "/settings", { latencyMs: 150 });
    expect(await timed(() => running.call({ host, path: TOKENS }))).toBeGreaterThan(145);
  });
});
