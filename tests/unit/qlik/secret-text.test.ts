import { expect, test } from "vitest";
import { createSecret } from "@/lib/contracts/secret";
import { cleanText } from "@/lib/server/qlik/secret-text";

const SECRET = 'p4ss+w/rd&"x\\é-9f2c71';
const clean = (text: string, secret = SECRET) => cleanText(text, [createSecret(secret)], 10_000);
const base64 = (text: string, encoding: "base64" | "base64url" | "hex" = "base64") =>
  Buffer.from(text).toString(encoding);

test.each([
  ["as it is", SECRET],
  ["in base64", base64(SECRET)],
  ["in base64url", base64(SECRET, "base64url")],
  ["in the header of HTTP Basic", `Basic ${base64(`c:${SECRET}`)}`],
  ["in one with another client id", `Basic ${base64(`cl:${SECRET}`)}`],
  ["in one with yet another", `Basic ${base64(`cli:${SECRET}`)}`],
  ["in base64 of lines", base64(`client:${SECRET}`).replace(/(.{8})/g, "$1\n")],
  ["in an address", encodeURIComponent(SECRET)],
  ["in an address in lower case", encodeURIComponent(SECRET).toLowerCase()],
  ["in an address twice", encodeURIComponent(encodeURIComponent(SECRET))],
  ["in an address, every byte", base64(SECRET, "hex").replace(/../g, "%$&")],
  ["in a form", new URLSearchParams({ s: SECRET }).toString().slice(2)],
  ["in JSON", JSON.stringify(SECRET)],
  ["in JSON within JSON", JSON.stringify(JSON.stringify(SECRET))],
  [
    "in JSON, every character",
    [...SECRET].map((c) => `\\u${c.charCodeAt(0).toString(16).padStart(4, "0")}`).join(""),
  ],
  ["in HTML", SECRET.replaceAll("&", "&amp;").replaceAll('"', "&quot;")],
  ["in HTML, by number", [...SECRET].map((c) => `&#${c.charCodeAt(0)};`).join("")],
  ["in hex", base64(SECRET, "hex")],
  ["in hex, in upper case", base64(SECRET, "hex").toUpperCase()],
])("a secret that is echoed %s is hidden", (_, echoed) => {
  const cleaned = clean(`before ${echoed} after`);
  expect(cleaned).toMatch(/^before .*\[secret\].* after$/);
  // Nothing that is left tells a part of it.
  expect(cleaned.replace("Basic", "").length).toBeLessThan(40);
});

test.each(["a", "ab", "x.y*(z", "]["])("a short or odd secret (%s) hides itself alone", (secret) => {
  expect(clean(`1 ${secret} 2`, secret)).toBe("1 [secret] 2");
  expect(clean("QUJDREVG 1234 +/=", secret)).toBe("QUJDREVG 1234 +/=");
});

test("what is no secret stays", () => {
  const text = "Invalid client credentials, see https://example.com/?a=%20b&c=d (dHJhY2UtNw==)";
  expect(clean(text)).toBe(text);
});

test("an answer made to take long does not", () => {
  for (const filler of ["a", "\\", "%25", "&amp;", base64(SECRET).slice(0, -3)])
    expect(clean(filler.repeat(200_000)).length).toBeGreaterThan(0);
});
