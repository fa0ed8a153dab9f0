import net, { type AddressInfo } from "node:net";
import { describe, expect, it, onTestFinished } from "vitest";
import { readPort, requireFreePort } from "@/scripts/lib/ports.js";

/** A port that somebody listens on while the test runs. */
async function takenPort(host: string): Promise<number> {
  const server = net.createServer();
  await new Promise<void>((resolve) => server.listen(0, host, resolve));
  onTestFinished(() => void server.close());
  return (server.address() as AddressInfo).port;
}

describe("a port that is taken", () => {
  it("is named, with a way to choose another", async () => {
    const port = await takenPort("127.0.0.1");
    const refusal = requireFreePort({ port, host: "127.0.0.1", command: "npm start" });
    await expect(refusal).rejects.toMatchObject({
      message: `Port ${port} on 127.0.0.1 is taken by another program.`,
      advice: expect.stringContaining(`PORT=${port + 1} npm start`),
    });
  });

  it("is noticed, too, when only the other localhost (::1) has it", async ({ skip }) => {
    const port = await takenPort("::1").catch(() => skip("this machine has no IPv6"));
    await expect(requireFreePort({ port, host: "127.0.0.1", command: "npm start" })).rejects.toThrow(
      "is taken",
    );
  });
});

it("accepts a free port", async () => {
  await expect(
    requireFreePort({ port: 0, host: "127.0.0.1", command: "npm start" }),
  ).resolves.toBeUndefined();
});

it("says that HOST is not an address of this machine", async () => {
  const refusal = requireFreePort({ port: 0, host: "203.0.113.7", command: "npm start" });
  await expect(refusal).rejects.toMatchObject({ advice: expect.stringContaining("HOST must be an address") });
});

describe("PORT", () => {
  it("is 3000 unless it is set", () => {
    expect(readPort(undefined, 3000)).toBe(3000);
    expect(readPort("", 3000)).toBe(3000);
    expect(readPort("8080", 3000)).toBe(8080);
  });

  it.each(["0", "65536", "-1", "80a", "3000.5", "0x10", " 3000"])("is refused when it is %j", (text) => {
    expect(() => readPort(text, 3000)).toThrow(`PORT is "${text}"`);
  });
});
