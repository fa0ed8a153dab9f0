import path from "node:path";
import { createElement } from "react";
import { expect, test } from "vitest";
import { setRuntime } from "@/lib/server/runtime";
import { patternsOf } from "@/tests/support/addresses";
import { connectOrganization, consoleForTest, type OpenConsole } from "@/tests/support/console";
import { inPageScope } from "@/tests/support/http";

/** What Next may ask of a file below `app`. */
interface PageFile {
  readonly default: (props: object) => unknown;
  readonly metadata?: object;
  readonly generateMetadata?: (props: object) => Promise<object>;
}

const load = (file: string) => import(/* @vite-ignore */ file) as Promise<PageFile>;

async function consoleWithNames(): Promise<{ opened: OpenConsole; names: string[]; ids: object }> {
  const opened = await consoleForTest({ tenants: 3 });
  await connectOrganization(opened, { ...opened.sandbox.organization, name: "Canary Holdings" });
  await opened.runtime.services.inventory.settled();
  const tenants = opened.sql("SELECT id, name FROM tenants");
  const people = opened.sql("SELECT name FROM people");
  const names = [...tenants, ...people].map(({ name }) => String(name));
  expect(names.length).toBeGreaterThan(5);
  const ids = { tenantId: tenants[0]?.id, userId: "u", revocationId: "r", draftId: "d", by: "people" };
  return { opened, names: [...names, "Canary Holdings"], ids };
}

/** What Next would send of a page: its title, the frame around it, and where it leads instead, or itself. */
async function opens(opened: OpenConsole, file: string, params: object, cookie: string) {
  setRuntime(opened.runtime);
  const headers = { host: "localhost:3000", ...(cookie ? { cookie } : {}) };
  const props = { params: Promise.resolve(params), searchParams: Promise.resolve({}) };
  const page = await load(file);
  const layout = await load(path.resolve("app/(console)/layout.tsx"));
  return inPageScope("http://localhost:3000/", headers, async () => {
    const title = JSON.stringify(page.metadata ?? (await page.generateMetadata?.(props)));
    const children = createElement("i");
    const framed = (await layout.default({ children })) !== children;
    const shown = async () => page.default(props);
    const led = await shown().then(
      () => "the page",
      (thrown: { digest?: string }) => thrown.digest ?? String(thrown),
    );
    return { title, framed, led };
  });
}

async function mustEnrol(opened: OpenConsole): Promise<string> {
  const settings = { secondFactorRequiredFor: ["admin" as const], idleMinutes: 30, absoluteHours: 12 };
  await opened.store.settings.put("sign-in", settings, new Date());
  return (await opened.signedIn(opened.people.admin)).cookie;
}

test.each([
  ["who has no session", async () => "", "/sign-in?"],
  ["who must set up a second factor first", mustEnrol, "/second-factor?"],
])(
  "whoever opens a page %s gets no name with the redirect: not in its title, not around it",
  {
    timeout: 60_000,
  },
  async (_who, cookieFor, detour) => {
    const { opened, names, ids } = await consoleWithNames();
    const cookie = await cookieFor(opened);
    const files = [...(await patternsOf(process.cwd(), "page.tsx")).values()].filter((file) =>
      file.includes("(console)"),
    );
    expect(files.length).toBeGreaterThan(15);
    for (const file of files) {
      const { title, framed, led } = await opens(opened, file, ids, cookie);
      expect(
        names.filter((name) => title.includes(name)),
        file,
      ).toEqual([]);
      expect(framed, file).toBe(false);
      expect(led, file).toContain(`NEXT_REDIRECT;replace;${detour}`);
    }
  },
);

test("whoever may see a tenant reads its name in the title", async () => {
  const { opened, ids, names } = await consoleWithNames();
  const file = path.resolve("app/(console)/tenants/[tenantId]/users/page.tsx");
  const { cookie } = await opened.signedIn(opened.people.viewer);
  const { title, framed, led } = await opens(opened, file, ids, cookie);
  expect([title, framed, led]).toEqual([JSON.stringify({ title: `Users · ${names[0]}` }), true, "the page"]);
});
