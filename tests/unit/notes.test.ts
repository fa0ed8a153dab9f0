import { expect, test } from "vitest";
import { createLog } from "@/lib/server/log";
import { createNotes } from "@/lib/server/notes";

function notesForTest() {
  const lines: string[] = [];
  const takeNote = createNotes(createLog("info", { write: (line) => lines.push(line) }));
  return { takeNote, logged: () => lines.join("") };
}

test("a note is there when the request goes on", async () => {
  const { takeNote, logged } = notesForTest();
  let written = false;
  await takeNote("use", async () => {
    await Promise.resolve();
    written = true;
  });
  expect(written).toBe(true);
  expect(logged()).toBe("");
});

test("a note that cannot be written fails nothing and is logged", async () => {
  const { takeNote, logged } = notesForTest();
  await takeNote("use of it", () => Promise.reject(new Error("disk full")));
  expect(logged()).toMatch(/disk full.*use of it.*could not be written/);
});

test("a note that takes long holds nobody up, and is not begun twice meanwhile", async () => {
  const { takeNote } = notesForTest();
  let begun = 0;
  let finish: () => void = () => undefined;
  const write = () =>
    new Promise<void>((resolve) => {
      begun += 1;
      finish = resolve;
    });
  await takeNote("use", write);
  await takeNote("use", write);
  expect(begun).toBe(1);
  finish();
  await Promise.resolve();
  await expect
    .poll(async () => {
      await takeNote("use", async () => {
        begun += 1;
      });
      return begun;
    })
    .toBe(2);
});
