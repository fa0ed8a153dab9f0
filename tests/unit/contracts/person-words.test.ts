import { expect, test } from "vitest";
import { type KnownPerson, personWords } from "@/lib/contracts/person-words";

test.each<[KnownPerson, string]>([
  [
    { id: "u1", name: "Ana Weber", email: "ana@example.com", subject: "corp\\ana" },
    "Ana Weber (ana@example.com)",
  ],
  [{ id: "u1", name: "Ana Weber", email: null, subject: "corp\\ana" }, "Ana Weber (corp\\ana)"],
  [{ id: "u1", name: "Ana Weber" }, "Ana Weber (u1)"],
  [{ id: "u1", name: "", email: "ana@example.com" }, "ana@example.com"],
  [{ id: "u1", name: "ana@example.com", email: "ana@example.com" }, "ana@example.com"],
  [{ id: "u1", name: "  ", email: "ana@example.com" }, "ana@example.com"],
  [{ id: "u1" }, "u1"],
  [{ id: "", name: "Ana Weber" }, "Ana Weber"],
  [{ id: "" }, ""],
])("%#: a person is told apart from others of the same name", (person, words) => {
  expect(personWords(person)).toBe(words);
});
