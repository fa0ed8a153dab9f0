import { describe, expect, test } from "vitest";
import { createPublicLookup, isPublicAddress, NOT_PUBLIC } from "@/lib/server/qlik/public-lookup";

const familyOf = (address: string) => (address.includes(":") ? 6 : 4);

describe("an address on the public internet", () => {
  test.each(["18.197.1.2", "8.8.8.8", "100.63.255.255", "172.32.0.1", "2600:1f18::1", "2a05:d014::1"])(
    "%s is one",
    (address) => expect(isPublicAddress({ address, family: familyOf(address) })).toBe(true),
  );

  test.each([
    "0.0.0.0",
    "10.1.2.3",
    "100.64.0.1",
    "127.0.0.1",
    "169.254.169.254",
    "172.16.0.1",
    "172.31.255.255",
    "192.168.1.1",
    "198.18.0.1",
    "224.0.0.1",
    "255.255.255.255",
    "::",
    "::1",
    "fe80::1",
    "fc00::1",
    "fd12:3456::1",
    "ff02::1",
    "::ffff:127.0.0.1",
    "::ffff:8.8.8.8",
    "::ffff:7f00:1",
    "64:ff9b::7f00:1",
    "2002:7f00:1::",
    "2001::1",
    "2001:db8::1",
  ])("%s is none", (address) => {
    expect(isPublicAddress({ address, family: familyOf(address) })).toBe(false);
  });
});

describe("looking up a host", () => {
  const look = (addresses: string[], options: { all?: boolean } = { all: true }) =>
    new Promise((resolve) => {
      const lookup = createPublicLookup(async () =>
        addresses.map((address) => ({ address, family: familyOf(address) })),
      );
      lookup("acme.eu.qlikcloud.com", options, (error, address, family) =>
        resolve(error ? { code: error.code } : { address, family }),
      );
    });

  test("gives the public addresses and leaves the others out", async () => {
    expect(await look(["10.0.0.1", "18.197.1.2"])).toEqual({
      address: [{ address: "18.197.1.2", family: 4 }],
      family: undefined,
    });
  });

  test("gives the first public address to a caller who wants one", async () => {
    expect(await look(["::1", "2600:1f18::1"], {})).toEqual({ address: "2600:1f18::1", family: 6 });
  });

  test("fails when no address is public", async () => {
    expect(await look(["10.0.0.1", "::1"])).toEqual({ code: NOT_PUBLIC });
  });

  test("passes on that there is no such name", async () => {
    const lookup = createPublicLookup(() =>
      Promise.reject(Object.assign(new Error("no"), { code: "ENOTFOUND" })),
    );
    const code = await new Promise((resolve) =>
      lookup("nobody.eu.qlikcloud.com", {}, (error) => resolve(error?.code)),
    );
    expect(code).toBe("ENOTFOUND");
  });
});
