import { readdir, readFile } from "node:fs/promises";
import path from "node:path";

/** Pages that open without a session. */
export const OPEN_PAGES: readonly string[] = ["/sign-in", "/sign-in/window", "/setup", "/invitation"];

/**
 * Addresses of all files of that name below `app` of a folder, with the file of each, so that a new page or route is
 * found by itself. Parameters are filled in, groups left out.
 */
export async function addressesOf(
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
        const address = `/${shown.map((part) => part.replace(/^\[.*\]$/, "some-id")).join("/")}`;
        return [address, path.join(root, "app", file)] as const;
      }),
  );
}

/** The methods that a route file answers. */
export async function methodsOf(file: string): Promise<readonly string[]> {
  const source = await readFile(file, "utf8");
  return ["GET", "POST", "PUT", "PATCH", "DELETE"].filter((method) =>
    new RegExp(`^export const ${method} = `, "m").test(source),
  );
}
