import { describe, expect, test } from "vitest";
import { isLongEnoughAlone, passwordProblem } from "@/lib/server/services/identity/password-rules";

const ada = { email: "ada.lovelace@example.com", name: "Ada Lovelace" };
const refused = (password: string, options = {}) => passwordProblem(password, ada, options) !== undefined;

describe("a new password", () => {
  test.each([
    "correct horse battery staple",
    "gatehouse-lantern-orchard-42",
    "nine blue whales",
    "ユーザーの長い合言葉はこれでどうだろうか",
    "x7#kPq9!mZ2vL4w",
    "314159265358979",
  ])("%s will do", (password) => expect(refused(password)).toBe(false));

  test.each([
    ["too short", "fourteen chars"],
    ["common with digits behind it", "password1234567"],
    ["common with digits before it", "20261234password"],
    ["common, in capitals and with signs", "P-A-S-S-W-O-R-D-----"],
    ["common, twice", "qwertyuiopqwertyuiop"],
    ["common, three times with signs between", "letmein!letmein!letmein!"],
    ["one character", "aaaaaaaaaaaaaaaaaaaa"],
    ["a few characters again and again", "abcabcabcabcabcabc"],
    ["a run of letters", "abcdefghijklmnopq"],
    ["a run of digits", "123456789012345"],
    ["a run downwards", "987654321098765"],
    ["the owner's e-mail", "ada.lovelace@example.com"],
    ["the owner's name, twice", "Ada Lovelace Ada Lovelace"],
    ["the product's name with digits", "castellan2026123"],
  ])("that is %s is refused", (_why, password) => expect(refused(password)).toBe(true));

  test("may be shorter beside a second factor, and still not common", () => {
    expect(refused("vw9 quay", { hasSecondFactor: true })).toBe(false);
    expect(refused("vw9 qua", { hasSecondFactor: true })).toBe(true);
    expect(refused("password", { hasSecondFactor: true })).toBe(true);
    expect(refused("football1", { hasSecondFactor: true })).toBe(true);
  });

  test("is measured in characters as people count them", () => {
    expect(isLongEnoughAlone("🗝️".repeat(3))).toBe(false);
    expect(isLongEnoughAlone("🔑🏰🌊🚪🌲🍎🐋🚂🎻🧭🔔🪁🕰🎈🪶")).toBe(true);
  });

  test("is told at the field where it was typed", () => {
    const problem = passwordProblem("short", ada, { field: "newPassword" });
    expect(problem?.details.errors).toEqual([{ path: "newPassword", message: expect.any(String) }]);
  });
});
