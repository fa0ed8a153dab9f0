import { expect, it } from "vitest";
import { textOfFile } from "@/lib/client/text-of-file";

const text = "hostname;clientId\nłódź;東京";
const utf16 = Buffer.from(`\uFEFF${text}`, "utf16le");

it.each([
  ["UTF-8", Buffer.from(text)],
  ["UTF-8 with its mark", Buffer.from(`\uFEFF${text}`)],
  ["UTF-16 of Windows", utf16],
  ["UTF-16 the other way round", Buffer.from(utf16).swap16()],
])("reads %s", async (_name, bytes) => {
  expect(await textOfFile(new Blob([bytes]))).toBe(text);
});

it("takes an empty file for what it is", async () => {
  expect(await textOfFile(new Blob([]))).toBe("");
});
