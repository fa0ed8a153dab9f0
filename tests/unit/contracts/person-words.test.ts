import { expect, test } from "vitest";
import { personWords } from "@/lib/contracts/person-words";

test("people of one name are told apart by e-mail, else by id", () => {
  expect(personWords({ id: "u1", name: "Ada Lovelace", email: "ada@example.com" })).toBe(
    "Ada Lovelace (ada@example.com)",
  );
  expect(personWords({ id: "u1", name: "Ada Lovelace", email: null })).toBe("Ada Lovelace (u1)");
  expect(personWords({ id: "u1", name: "", email: "ada@example.com" })).toBe("ada@example.com");
  expect(personWords({ id: "u1", name: "ada@example.com", email: "ada@example.com" })).toBe(
    "ada@example.com",
  );
  expect(personWords({ id: "u1" })).toBe("u1");
});
