import { describe, expect, it } from "vitest";
import { countPlaywright, countVitest, settleCounts } from "@/scripts/lib/test-counts.js";
import { testTable, testTotals } from "@/scripts/lib/test-report.js";

describe("counting what Vitest reports", () => {
  const report = {
    numPassedTests: 7,
    numFailedTests: 2,
    numPendingTests: 1,
    numTodoTests: 1,
    testResults: [{ status: "failed", assertionResults: [{ status: "failed" }] }],
  };

  it("counts tests, and those to do as skipped; not those of another ring, which are told as pending", () => {
    expect(countVitest(report)).toEqual({ passed: 7, failed: 2, skipped: 1 });
  });

  it("counts a file that could not be loaded as one failed", () => {
    const broken = { ...report, testResults: [{ status: "failed", assertionResults: [] }] };
    expect(countVitest(broken).failed).toBe(3);
  });
});

describe("counting what Playwright reports", () => {
  it("counts a test that passed only when repeated as failed", () => {
    const stats = { expected: 5, unexpected: 1, flaky: 1, skipped: 2 };
    expect(countPlaywright({ stats, errors: [] })).toEqual({ passed: 5, failed: 2, skipped: 2 });
  });

  it("counts an error outside of tests as one failed", () => {
    const stats = { expected: 0, unexpected: 0, flaky: 0, skipped: 0 };
    expect(countPlaywright({ stats, errors: [{ message: "no such module" }] }).failed).toBe(1);
  });
});

describe("a step of the tests", () => {
  it("fails when it ran no test, even though its tool was content", () => {
    expect(settleCounts(countVitest(null), 0)).toMatchObject({ failed: 1, note: "no test ran" });
  });

  it("fails when all its tests were skipped", () => {
    expect(settleCounts({ passed: 0, failed: 0, skipped: 3 }, 0)).toMatchObject({
      failed: 1,
      note: "all skipped",
    });
  });

  it("fails when its tool failed although every test passed", () => {
    expect(settleCounts({ passed: 3, failed: 0, skipped: 0 }, 1)).toMatchObject({ passed: 3, failed: 1 });
  });

  it("keeps its counts otherwise", () => {
    expect(settleCounts({ passed: 3, failed: 2, skipped: 1 }, 1)).toEqual({
      passed: 3,
      failed: 2,
      skipped: 1,
      note: "",
    });
  });
});

describe("the report at the end of the tests", () => {
  const unit = {
    name: "unit",
    milliseconds: 12_345,
    counts: { passed: 10, failed: 0, skipped: 0 },
    note: "",
  };
  const e2e = { name: "e2e", milliseconds: 999, counts: { passed: 4, failed: 2, skipped: 1 }, note: "" };

  it("ends with a line that adds everything up", () => {
    expect(testTotals([unit, unit])).toEqual({ failed: 0, line: "20 passed, 0 failed" });
    expect(testTotals([unit, e2e])).toEqual({ failed: 2, line: "14 passed, 2 failed, 1 skipped" });
  });

  it("marks the steps that failed and gives their seconds", () => {
    expect(testTable([unit, e2e])).toEqual([
      "✓  unit  12 s   10 passed  0 failed",
      "✗  e2e   1.0 s  4 passed   2 failed  1 skipped",
    ]);
  });
});
