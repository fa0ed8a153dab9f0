import { cp, mkdir, mkdtemp, rm } from "node:fs/promises";
import path from "node:path";
import { pathToFileURL } from "node:url";
import { expect, test } from "@playwright/test";
import { toolEnvironment } from "@/scripts/lib/environment.js";
import { inRoot } from "@/scripts/lib/paths.js";
import { untilReady } from "@/scripts/lib/readiness.js";
import { addressesOf, methodsOf, OPEN_PAGES } from "@/tests/support/addresses";

/** Everything that a build reads, without proxy.ts. */
const SOURCES = [
  "app",
  "components",
  "instrumentation.ts",
  "lib",
  "next.config.js",
  "package.json",
  "postcss.config.js",
  "prisma",
  "public",
  "scripts",
  "tsconfig.json",
];

/** Sign-in itself, the one-time links, and what watches over the process. */
const OPEN_ROUTES = /^\/api\/(auth\/|setup$|invitations\/accept|health\/)/;

type Processes = typeof import("@/scripts/lib/processes.js");

test("without proxy.ts every page still sends to sign-in, and every route still answers 401", async () => {
  test.setTimeout(300_000);
  // Below the repository, so that the packages are found without being copied.
  await mkdir(inRoot(".cache"), { recursive: true });
  const copy = await mkdtemp(inRoot(".cache/without-proxy-"));
  try {
    for (const name of SOURCES) await cp(inRoot(name), path.join(copy, name), { recursive: true });
    // The copy's own, because they start what they start in the folder that they stand in.
    const { createProcesses }: Processes = await import(
      pathToFileURL(path.join(copy, "scripts/lib/processes.js")).href
    );
    const processes = createProcesses();
    const env = toolEnvironment(process.env);
    const next = inRoot("node_modules/next/dist/bin/next");
    const build = await processes.run({ name: "The build", args: [next, "build"], env, output: "kept" });
    expect(build.code, build.output).toBe(0);
    expect(build.output).not.toContain("Proxy (Middleware)");

    const server = processes.start({
      name: "The console without proxy.ts",
      args: [path.join(copy, "scripts/lib/serve.js")],
      env: { ...env, PORT: "0", HOST: "127.0.0.1", DATA_DIR: path.join(copy, "data") },
      output: "kept",
    });
    try {
      const { port } = (await server.message(60_000)) as { readonly port: number };
      const origin = `http://localhost:${port}`;
      await untilReady({ port, host: "127.0.0.1", publicUrl: origin, isOver: () => false });

      const pages = [...(await addressesOf(copy, "page.tsx")).keys()].filter(
        (page) => !OPEN_PAGES.includes(page),
      );
      expect(pages).toContain("/tenants/some-id/users/some-id");
      for (const page of pages) {
        const answer = await fetch(`${origin}${page}`, { redirect: "manual" });
        expect(answer.status, page).toBe(307);
        const to = new URL(answer.headers.get("location") ?? "", origin);
        expect(to.pathname, page).toBe("/sign-in");
        expect(to.searchParams.get("callbackUrl"), page).toBe(page);
        expect(answer.headers.get("content-security-policy"), "nothing sets it any more").toBeNull();
      }

      const routes = [...(await addressesOf(copy, "route.ts"))].filter(([route]) => !OPEN_ROUTES.test(route));
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
