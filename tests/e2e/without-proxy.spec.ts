import { cp, mkdir, mkdtemp, readdir, readFile, rm, writeFile } from "node:fs/promises";
import path from "node:path";
import { pathToFileURL } from "node:url";
import { expect, test } from "@playwright/test";
import { toolEnvironment } from "@/scripts/lib/environment.js";
import { inRoot } from "@/scripts/lib/paths.js";
import { untilReady } from "@/scripts/lib/readiness.js";
import { methodsOf, routesIn } from "@/tests/support/addresses";
import { guardedPages } from "@/tests/support/pages";

/** Everything that a console is served from. */
const SERVED = [
  "app",
  "lib",
  "next.config.js",
  "package.json",
  "prisma",
  "public",
  "scripts",
  "tsconfig.json",
];

/** Sign-in itself, the one-time links, and what watches over the process. */
const OPEN_ROUTES = /^\/api\/(auth\/|setup$|invitations\/accept|health\/)/;

/** Instead of lib/request-headers.js, by which lib/serve/serve.js does what proxy.ts does. */
const NO_HEADERS = `
  export const HEADERS_ARE_SET = "x-none-are-set";
  export const isInternal = () => false;
  export const newHeaders = () => ({ ofRequest: {}, ofAnswer: {} });
`;

/** As a build without proxy.ts would be: this is where Next looks whether there is one. */
async function copyBuildWithoutProxy(to: string): Promise<void> {
  const isCache = (from: string) => from === inRoot(".next/cache");
  await cp(inRoot(".next"), to, { recursive: true, filter: (from) => !isCache(from) });
  const manifest = path.join(to, "server/functions-config-manifest.json");
  const { functions, ...rest } = JSON.parse(await readFile(manifest, "utf8"));
  expect(Object.keys(functions)).toContain("/_middleware");
  const others = Object.fromEntries(Object.entries(functions).filter(([name]) => name !== "/_middleware"));
  await writeFile(manifest, JSON.stringify({ ...rest, functions: others }));
  for (const name of await readdir(path.join(to, "server"))) {
    if (name.startsWith("middleware.")) await rm(path.join(to, "server", name));
  }
}

type Processes = typeof import("@/scripts/lib/processes.js");

test("without proxy.ts every page still sends to sign-in, and every route still answers 401", async () => {
  test.setTimeout(120_000);
  // Below the repository, so that the packages are found without being copied.
  await mkdir(inRoot(".cache"), { recursive: true });
  const copy = await mkdtemp(inRoot(".cache/without-proxy-"));
  try {
    for (const name of SERVED) await cp(inRoot(name), path.join(copy, name), { recursive: true });
    await copyBuildWithoutProxy(path.join(copy, ".next"));
    await writeFile(path.join(copy, "lib/request-headers.js"), NO_HEADERS);
    // The copy's own, because they start what they start in the folder that they stand in.
    const { createProcesses }: Processes = await import(
      pathToFileURL(path.join(copy, "scripts/lib/processes.js")).href
    );
    const processes = createProcesses();
    const env = toolEnvironment(process.env);
    const server = processes.start({
      name: "The console without proxy.ts",
      args: [path.join(copy, "lib/serve/serve.js")],
      env: { ...env, PORT: "0", HOST: "127.0.0.1", DATA_DIR: path.join(copy, "data") },
      output: "kept",
    });
    try {
      const { port } = (await server.message(60_000)) as { readonly port: number };
      const origin = `http://localhost:${port}`;
      await untilReady({ port, host: "127.0.0.1", publicUrl: origin, isOver: () => false });

      const pages = guardedPages.map(({ address }) => address);
      expect(pages).toContain("/tenants/some-id/users/some-id");
      for (const page of pages) {
        const answer = await fetch(`${origin}${page}`, { redirect: "manual" });
        expect(answer.status, page).toBe(307);
        const to = new URL(answer.headers.get("location") ?? "", origin);
        expect(to.pathname, page).toBe("/sign-in");
        expect(to.searchParams.get("callbackUrl"), page).toBe(page);
        expect(answer.headers.get("content-security-policy"), "nothing sets it any more").toBeNull();
      }

      const routes = [...(await routesIn(copy))].filter(([route]) => !OPEN_ROUTES.test(route));
      expect(routes.map(([route]) => route)).toContain("/api/tenants/some-id/oauth-tokens/some-id");
      let calls = 0;
      for (const [route, file] of routes) {
        for (const method of await methodsOf(file)) {
          const answer = await fetch(`${origin}${route}`, { method, headers: { origin } });
          expect(answer.status, `${method} ${route}`).toBe(401);
          expect(await answer.json(), `${method} ${route}`).toMatchObject({ code: "unauthenticated" });
          calls += 1;
        }
      }
      expect(calls).toBeGreaterThanOrEqual(routes.length);
    } finally {
      await server.stop();
    }
  } finally {
    await rm(copy, { recursive: true, force: true });
  }
});
