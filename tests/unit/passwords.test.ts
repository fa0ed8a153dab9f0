import { expect, test } from "vitest";
import { hashPassword, passwordMatches } from "@/lib/server/passwords";

test("a password matches its own hash and no other", async () => {
  const hash = await hashPassword("correct horse battery staple");
  expect(hash).toMatch(/^\$argon2id\$v=19\$m=65536,t=3,p=1\$/);
  expect(await passwordMatches(hash, "correct horse battery staple")).toBe(true);
  expect(await passwordMatches(hash, "Correct horse battery staple")).toBe(false);
});

test("the same password has another hash each time", async () => {
  expect(await hashPassword("the same words")).not.toBe(await hashPassword("the same words"));
});

test("for an unknown account the answer is no, after the same work", async () => {
  const hash = await hashPassword("correct horse battery staple");
  const time = async (work: () => Promise<boolean>) => {
    const start = performance.now();
    expect(await work()).toBe(false);
    return performance.now() - start;
  };
  await passwordMatches(undefined, "warm");
  const known = await time(() => passwordMatches(hash, "wrong"));
  const unknown = await time(() => passwordMatches(undefined, "wrong"));
  expect(unknown).toBeGreaterThan(known / 5);
});
