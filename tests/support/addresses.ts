import { readdir, readFile } from "node:fs/promises";
import path from "node:path";

/**
 * All files of that name below `app` of a folder by their address as Next writes it, `/tenants/[tenantId]` for example,
 * so that a new page or route is found by itself. Groups are left out.
 */
export async function patternsOf(
  root: string,
  fileName: "page.tsx" | "route.ts",
): Promise<ReadonlyMap<string, string>> {
  const files = await readdir(path.join(root, "app"), { recursive: true });
  return new Map(
    files
      .filter((file) => path.basename(file) === fileName)
      .map((file) => {
        const parts = path.dirname(file).split(path.sep);
        const shown = parts.filter((part) => part !== "." && !part.startsWith("("));
        return [`/${shown.join("/")}`, path.join(root, "app", file)] as const;
      }),
  );
}

/** The addresses of all routes, with ids that lead nowhere for their parameters, and the file of each. */
export async function routesIn(root: string): Promise<ReadonlyMap<string, string>> {
  const routes = [...(await patternsOf(root, "route.ts"))];
  return new Map(routes.map(([pattern, file]) => [pattern.replace(/\[[^/]*\]/g, "some-id"), file] as const));
}

/** The methods that a route file answers. */
export async function methodsOf(file: string): Promise<readonly string[]> {
  const source = await readFile(file, "utf8");
  return ["GET", "POST", "PUT", "PATCH", "DELETE"].filter((method) =>
    new RegExp(`^export const ${method} = `, "m").test(source),
  );
}
