import { renderToStaticMarkup } from "react-dom/server";
import { expect, test } from "vitest";
import { setRuntime } from "@/lib/server/runtime";
import { consoleForTest } from "@/tests/support/console";
import { inPageScope } from "@/tests/support/http";

test("a page at another address says what the API says, and the log which Host came", async () => {
  const opened = await consoleForTest({ tenants: 1 });
  setRuntime(opened.runtime);
  // After what stands in for Next's own request scope.
  const { default: NotFound } = await import("@/app/not-found");
  const shown = async (host: string) =>
    renderToStaticMarkup(await inPageScope("http://localhost:3000/", { host }, NotFound));
  expect(await shown("localhost:3000")).toContain("There is no such page");
  expect(opened.logged()).not.toMatch(/Host header/);
  const wrong = await shown("localhost");
  expect(wrong).toContain("This console answers only at its own address.");
  expect(wrong).toContain("Open http://localhost:3000, or set PUBLIC_URL");
  expect(opened.logged()).toMatch(/"host":"localhost".*Host header is not that of PUBLIC_URL/);
});
