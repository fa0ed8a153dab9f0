import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { isCallableHost, ORGANIZATION_HOST, parseQlikHost } from "@/lib/server/qlik/hosts";

const EXTRA = [
  "qlik.test",
  "Analytics.Example.org",
  "10.0.0.5",
  "xn--80ak6aa92e.com",
  "console.qlikcloud.com",
];

describe("a tenant's hostname", () => {
  test.each([
    ["acme.eu.qlikcloud.com", "acme.eu.qlikcloud.com"],
    ["  acme.eu.qlikcloud.com\n", "acme.eu.qlikcloud.com"],
    ["ACME.EU.QlikCloud.com", "acme.eu.qlikcloud.com"],
    ["https://acme.us.qlikcloud.com/console?x", "acme.us.qlikcloud.com"],
    ["HTTPS://acme.us.qlikcloud.com#top", "acme.us.qlikcloud.com"],
    ["https://acme.us.qlikcloud.com?tab=1@2:3", "acme.us.qlikcloud.com"],
    ["acme.us.qlikcloud.com/hub", "acme.us.qlikcloud.com"],
    ["7k2-9.jp.qlikcloud.com", "7k2-9.jp.qlikcloud.com"],
    ["agency.us.qlikcloudgov.com", "agency.us.qlikcloudgov.com"],
    ["acme.zz.qlikcloud.com", "acme.zz.qlikcloud.com"],
    ["qlik.test", "qlik.test"],
    ["https://analytics.example.org/x", "analytics.example.org"],
  ])("is found in %j", (input, hostname) => {
    expect(parseQlikHost(input, EXTRA)).toEqual({ ok: true, value: hostname });
  });

  test.each([
    "",
    "   ",
    "http://acme.us.qlikcloud.com",
    "ftp://acme.us.qlikcloud.com",
    "javascript:alert(1)",
    "https:acme.us.qlikcloud.com",
    "https:///acme.us.qlikcloud.com",
    "//acme.us.qlikcloud.com",
    "https://user@acme.us.qlikcloud.com",
    "https://acme.us.qlikcloud.com@evil.com",
    "acme.us.qlikcloud.com@evil.com",
    "acme.us.qlikcloud.com:443",
    "https://acme.us.qlikcloud.com:8443/x",
    "acme.us.qlikcloud.com.",
    "acme..us.qlikcloud.com",
    ".us.qlikcloud.com",
    "-acme.us.qlikcloud.com",
    "acme-.us.qlikcloud.com",
    "ac_me.us.qlikcloud.com",
    "acme.us.qlikcloud.com.evil.com",
    "evil.com/.us.qlikcloud.com",
    "evil.com#.us.qlikcloud.com",
    "evil.com?.us.qlikcloud.com",
    "evil.com\\.us.qlikcloud.com",
    "https://evil.com\\@acme.us.qlikcloud.com",
    "acmeXusXqlikcloud.com",
    "acme.us.qlikcloud.comevil",
    "acme.us.notqlikcloud.com",
    "us.qlikcloud.com",
    "qlikcloud.com",
    "a.acme.us.qlikcloud.com",
    "acme.usa.qlikcloud.com",
    "acme.u1.qlikcloud.com",
    "xn--acme-9d0b.us.qlikcloud.com",
    "acmé.us.qlikcloud.com",
    "аcme.us.qlikcloud.com",
    "\uff41cme.us.qlikcloud.com",
    "acme\uff0eus.qlikcloud.com",
    "acme。us。qlikcloud。com",
    "acme.us.qlik\tcloud.com",
    "acme.us.qlik\ncloud.com",
    "acme.us.qlikcloud.com\u0000.evil.com",
    "acme%2eus.qlikcloud.com",
    "acme us.qlikcloud.com",
    "register.us.qlikcloud.com",
    "console.qlikcloud.com",
    "127.0.0.1",
    "[::1]",
    "10.0.0.5",
    "2130706433",
    "0x7f.1",
    "localhost",
    "sub.qlik.test",
    "qlik.test.evil.com",
    "xn--80ak6aa92e.com",
    `${"a".repeat(64)}.us.qlikcloud.com`,
  ])("is not found in %j", (input) => {
    const host = parseQlikHost(input, EXTRA);
    expect(host.ok).toBe(false);
    expect(host.ok ? "" : host.error.message).toContain("acme.eu.qlikcloud.com");
  });

  test("never comes out as anything but plain ASCII under Qlik's own domains", () => {
    const pieces = fc.constantFrom(
      ..."acme us eu . / \\ @ : # ? % qlikcloud.com .us.qlikcloud.com https:// evil.com register xn--".split(
        " ",
      ),
      "\t",
      "。",
      "c",
      "\u0000",
    );
    const nasty = fc.array(fc.oneof(pieces, fc.string({ unit: "binary", maxLength: 3 })), { maxLength: 8 });
    fc.assert(
      fc.property(nasty, (parts) => {
        const host = parseQlikHost(parts.join(""), []);
        if (host.ok) expect(host.value).toMatch(/^[a-z0-9-]+\.[a-z]{2}\.qlikcloud(gov)?\.com$/);
      }),
      { numRuns: 2_000 },
    );
  });

  test("is never found behind a user name, a port or another domain, whatever the label", () => {
    const label = fc.stringMatching(/^[a-z][a-z0-9]{0,20}$/).filter((text) => text !== "register");
    fc.assert(
      fc.property(label, label, (tenant, other) => {
        const good = `${tenant}.us.qlikcloud.com`;
        expect(parseQlikHost(good, []).ok).toBe(true);
        for (const bad of [
          `${good}.${other}`,
          `${other}@${good}`,
          `${good}:80`,
          `${other}/${good}`,
          `${other}.${good}`,
        ]) {
          expect(parseQlikHost(bad, []).ok, bad).toBe(false);
        }
      }),
    );
  });
});

describe("hosts that may be called", () => {
  test.each([
    ORGANIZATION_HOST,
    "register.us.qlikcloud.com",
    "acme.us.qlikcloud.com",
    "analytics.example.org",
  ])("%s may", (host) => expect(isCallableHost(host, EXTRA)).toBe(true));

  test.each([
    "evil.com",
    "register.qlikcloud.com",
    "ACME.us.qlikcloud.com",
    "10.0.0.5",
    "acme.us.qlikcloud.com:80",
    "",
  ])("%j may not", (host) => expect(isCallableHost(host, EXTRA)).toBe(false));
});
