import { afterEach, expect, vi } from "vitest";

const complaints = vi.spyOn(console, "error");

// Whatever complains on the console is a defect that a test has just found.
afterEach(() => {
  const said = complaints.mock.calls.map((call) => call.join(" "));
  complaints.mockClear();
  expect(said, "console.error was called").toEqual([]);
});
