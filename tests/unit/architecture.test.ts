import fs from "node:fs";
import os from "node:os";
import path from "node:path";
import { expect, onTestFinished, test } from "vitest";
import { findViolations } from "@/tests/support/cruise";

const ROOTS = ["app", "components", "lib"];

function filesIn(folder: string): string[] {
  return fs.readdirSync(folder, { withFileTypes: true, recursive: true }).flatMap((entry) => {
    const file = path.join(entry.parentPath, entry.name);
    return entry.isFile() && /\.tsx?$/.test(file) && !/store\/(postgresql\/)?generated/.test(file)
      ? [file]
      : [];
  });
}

const read = (file: string) => fs.readFileSync(file, "utf8");
const withoutComments = (text: string) => text.replace(/\/\*[\s\S]*?\*\/|(?<![:"'`])\/\/.*$/gm, "");

test("every import goes where the architecture lets it go", { timeout: 120_000 }, async () => {
  const violations = await findViolations(path.resolve("."), [
    ...ROOTS,
    "scripts",
    "tests",
    "proxy.ts",
    "instrumentation.ts",
  ]);
  expect(
    violations.map(({ rule, comment, from, to }) => `${from} imports ${to} (${rule}). ${comment}`),
  ).toEqual([]);
});

/** One forbidden import per line, and the rule that has to notice it. */
const FORBIDDEN: readonly (readonly [from: string, to: string, rule: string])[] = [
  ["app/page.tsx", "lib/server/store/store.ts", "app-only-asks"],
  ["app/page.tsx", "lib/server/qlik/client.ts", "app-only-asks"],
  ["app/page.tsx", "lib/server/vault/vault.ts", "app-only-asks"],
  ["app/page.tsx", "lib/server/runtime.ts", "app-only-asks"],
  ["app/page.tsx", "lib/env.ts", "app-only-asks"],
  ["app/page.tsx", "lib/sandbox/server.ts", "app-only-asks"],
  ["components/a/app-user.tsx", "app/layout.tsx", "nothing-imports-app"],
  ["lib/server/http/app-user.ts", "app/layout.tsx", "nothing-imports-app"],
  [
    "components/a/server-user.tsx",
    "lib/server/services/tenants/tenants.ts",
    "components-stay-in-the-browser",
  ],
  ["components/a/server-user.tsx", "lib/server/http/route.ts", "components-stay-in-the-browser"],
  ["components/a/server-user.tsx", "lib/env.ts", "components-stay-in-the-browser"],
  ["components/a/server-user.tsx", "lib/sandbox/server.ts", "components-stay-in-the-browser"],
  ["lib/client/server-user.ts", "lib/server/services/tenants/tenants.ts", "client-stays-in-the-browser"],
  ["lib/client/server-user.ts", "components/a/button.tsx", "client-stays-in-the-browser"],
  ["lib/server/http/client-user.ts", "lib/client/api.ts", "server-knows-no-browser"],
  ["lib/server/http/client-user.ts", "components/a/button.tsx", "server-knows-no-browser"],
  ["lib/server/http/client-user.ts", "lib/sandbox/server.ts", "server-knows-no-browser"],
  ["lib/env.ts", "lib/server/store/store.ts", "env-knows-no-server"],
  ["lib/env/wide.ts", "lib/server/result.ts", "env-knows-no-server"],
  ["lib/server/runtime.ts", "lib/server/http/route.ts", "only-the-edge-knows-requests"],
  ["lib/server/audit/wide.ts", "lib/server/runtime.ts", "parts-know-no-whole"],
  ["lib/server/jobs/wide.ts", "lib/server/background.ts", "parts-know-no-whole"],
  ["lib/server/http/wide.ts", "lib/server/background.ts", "edge-asks-for-the-runtime"],
  ["lib/server/step-up.ts", "lib/server/store/store.ts", "shared-files-need-no-part"],
  ["lib/contracts/wide.ts", "lib/server/services/tenants/tenants.ts", "contracts-import-zod-alone"],
  ["lib/contracts/wide.ts", "lib/client/api.ts", "contracts-import-zod-alone"],
  ["lib/contracts/wide.ts", "node:crypto", "contracts-import-zod-alone"],
  ["lib/contracts/wide.ts", "undici", "contracts-import-zod-alone"],
  ["lib/server/services/wide.ts", "lib/server/http/route.ts", "services-import-what-they-orchestrate"],
  ["lib/server/services/wide.ts", "lib/server/runtime.ts", "services-import-what-they-orchestrate"],
  ["lib/server/services/wide.ts", "lib/env.ts", "services-import-what-they-orchestrate"],
  ["lib/server/services/prisma-user.ts", "@prisma/client", "only-the-store-knows-the-database"],
  ["lib/server/services/prisma-user.ts", "better-sqlite3", "only-the-store-knows-the-database"],
  [
    "lib/server/audit/prisma-user.ts",
    "lib/server/store/generated/client.ts",
    "only-the-store-knows-the-database",
  ],
  ["scripts/prisma-user.ts", "better-sqlite3", "only-the-store-knows-the-database"],
  ["lib/server/store/wide.ts", "lib/server/services/tenants/tenants.ts", "store-knows-only-contracts"],
  ["lib/server/store/wide.ts", "lib/server/qlik/client.ts", "store-knows-only-contracts"],
  ["lib/server/store/wide.ts", "lib/server/vault/vault.ts", "store-knows-only-contracts"],
  ["lib/server/qlik/wide.ts", "lib/server/store/store.ts", "qlik-knows-no-store"],
  ["lib/server/qlik/wide.ts", "lib/env.ts", "qlik-knows-no-store"],
  ["lib/server/qlik/wide.ts", "lib/contracts/tenants.ts", "qlik-knows-no-store"],
  ["lib/server/vault/wide.ts", "lib/server/store/store.ts", "vault-knows-only-keys"],
  ["lib/server/vault/wide.ts", "lib/env.ts", "vault-knows-only-keys"],
  ["lib/sandbox/wide.ts", "lib/contracts/tenants.ts", "sandbox-shares-nothing"],
  ["lib/sandbox/wide.ts", "lib/server/qlik/client.ts", "sandbox-shares-nothing"],
  ["lib/server/http/test-user.ts", "tests/support/helper.ts", "product-needs-no-tests"],
  ["components/a/test-user.tsx", "scripts/start.ts", "product-needs-no-tests"],
  ["lib/server/qlik/vendor-user.ts", "@qlik/api", "vendors-client-is-a-peer"],
  ["scripts/vendor-user.ts", "@qlik/api", "vendors-client-is-a-peer"],
  ["tests/unit/qlik/vendor-user.test.ts", "@qlik/api", "vendors-client-is-a-peer"],
  ["proxy.ts", "lib/server/services/tenants/tenants.ts", "roots-stay-thin"],
  ["instrumentation.ts", "lib/server/runtime.ts", "roots-stay-thin"],
  ["lib/serve/wide.js", "scripts/lib/paths.js", "serve-stands-before-the-console"],
  ["lib/server/audit/one.ts", "lib/server/audit/two.ts", "no-circles"],
  ["lib/server/audit/lost.ts", "a-package-that-is-not-there", "no-dangling-imports"],
];

const ALLOWED: readonly (readonly [from: string, to: string])[] = [
  ["app/fine.tsx", "components/a/button.tsx"],
  ["app/fine.tsx", "lib/client/api.ts"],
  ["app/fine.tsx", "lib/contracts/tenants.ts"],
  ["app/fine.tsx", "lib/server/services/tenants/tenants.ts"],
  ["app/fine.tsx", "lib/server/http/route.ts"],
  ["app/fine.tsx", "app/_page/titled.ts"],
  ["lib/server/http/fine.ts", "lib/server/runtime.ts"],
  ["lib/server/store/fine.ts", "lib/env/database-location.ts"],
  ["components/a/fine.tsx", "lib/client/api.ts"],
  ["components/a/fine.tsx", "lib/contracts/tenants.ts"],
  ["lib/contracts/fine.ts", "zod"],
  ["lib/server/services/fine.ts", "lib/server/store/store.ts"],
  ["lib/server/services/fine.ts", "lib/server/qlik/client.ts"],
  ["lib/server/store/fine.ts", "better-sqlite3"],
  ["lib/server/store/fine.ts", "lib/server/store/generated/client.ts"],
  ["tests/unit/sandbox/peer-qlik-api.test.ts", "@qlik/api"],
  ["tests/bench/baselines/vendor-client.ts", "@qlik/api"],
  ["instrumentation.ts", "lib/server/start.ts"],
];

const isOurs = (target: string) => /^(app|components|lib|scripts|tests)\//.test(target);
const specifier = (from: string, target: string) =>
  isOurs(target) ? `${path.relative(path.dirname(from), target).replace(/^(?!\.)/, "./")}` : target;

function writeTree(imports: ReadonlyMap<string, readonly string[]>): string {
  const root = fs.realpathSync(fs.mkdtempSync(path.join(os.tmpdir(), "castellan-architecture-")));
  onTestFinished(() => fs.rmSync(root, { recursive: true }));
  const write = (file: string, text: string) => {
    fs.mkdirSync(path.dirname(path.join(root, file)), { recursive: true });
    fs.writeFileSync(path.join(root, file), text);
  };
  write("tsconfig.json", JSON.stringify({ compilerOptions: { allowImportingTsExtensions: true } }));
  for (const name of ["zod", "undici", "better-sqlite3", "@prisma/client", "@qlik/api"]) {
    write(`node_modules/${name}/package.json`, JSON.stringify({ name, main: "index.js", version: "1.0.0" }));
    write(`node_modules/${name}/index.js`, "export const thing = 1;");
  }
  for (const [file, targets] of imports) {
    // Types alone, every other one: they count as much as values.
    const lines = targets.map((target, index) =>
      isOurs(target) && index % 2 === 1
        ? `export type { thing as thing${index} } from "${specifier(file, target)}";`
        : `import { thing as thing${index} } from "${specifier(file, target)}";\nexport const use${index} = thing${index};`,
    );
    write(file, [...lines, "export const thing = 1;"].join("\n"));
  }
  return root;
}

test("each rule notices the import that it forbids, and lets the others be", {
  timeout: 120_000,
}, async () => {
  const imports = new Map<string, string[]>();
  const add = (from: string, to: string) => imports.set(from, [...(imports.get(from) ?? []), to]);
  const leaves = new Set([...FORBIDDEN, ...ALLOWED].map(([, to]) => to).filter(isOurs));
  for (const leaf of leaves) imports.set(leaf, []);
  for (const [from, to] of [...FORBIDDEN, ...ALLOWED]) add(from, to);
  add("lib/server/audit/two.ts", "lib/server/audit/one.ts");
  const root = writeTree(imports);

  const found = await findViolations(root, [...ROOTS, "scripts", "tests", "proxy.ts", "instrumentation.ts"]);
  const seen = found.map(
    ({ rule, from, to }) => `${from} → ${to.replace(/^node_modules\/([^.]+)\/index\.js$/, "$1")} (${rule})`,
  );

  const missed = FORBIDDEN.filter(
    ([from, to, rule]) => !seen.includes(`${from} → ${to.replace("node:", "")} (${rule})`),
  );
  expect(missed, seen.join("\n")).toEqual([]);
  const blamed = ALLOWED.filter(([from, to]) => seen.some((line) => line.startsWith(`${from} → ${to} `)));
  expect(blamed).toEqual([]);
  expect(found.every(({ comment }) => comment.length > 40)).toBe(true);
});

test("folders that need each other are noticed, and whoever needs them is not blamed", async () => {
  const root = writeTree(
    new Map([
      ["lib/server/audit/one.ts", ["lib/server/jobs/leaf.ts"]],
      ["lib/server/audit/leaf.ts", []],
      ["lib/server/jobs/two.ts", ["lib/server/audit/leaf.ts"]],
      ["lib/server/jobs/leaf.ts", []],
      ["lib/server/services/fine.ts", ["lib/server/audit/one.ts", "lib/server/jobs/two.ts"]],
    ]),
  );
  const found = await findViolations(root, ["lib"]);
  expect(found.map(({ rule, from }) => `${rule}: ${from}`).sort()).toEqual([
    "no-circles-of-folders: lib/server/audit",
    "no-circles-of-folders: lib/server/jobs",
  ]);
});

test("every rule of the configuration is proven above", async () => {
  const { default: config } = await import("@/.dependency-cruiser.js");
  const proven = new Set([...FORBIDDEN.map(([, , rule]) => rule), "no-circles-of-folders"]);
  const names = config.forbidden?.map(({ name }) => name ?? "a rule without a name") ?? [];
  expect(names.length).toBeGreaterThan(10);
  expect(names.filter((name) => !proven.has(name))).toEqual([]);
});

test("only lib/env.ts reads process.env", () => {
  const readers = ROOTS.flatMap(filesIn).filter((file) =>
    /process\s*(\?\.|\.)\s*env\b|process\s*\[|\benv\b[^;\n]*from\s+"(node:)?process"/.test(
      withoutComments(read(file)),
    ),
  );
  expect(readers, "read the variable in lib/env.ts and hand its value on from runtime.ts").toEqual([
    "lib/env.ts",
  ]);
});

test('every file of the server starts with import "server-only"', () => {
  const open = filesIn("lib/server").filter((file) => !read(file).startsWith('import "server-only";\n'));
  expect(open, 'its first line must be: import "server-only"; (a bare string guards nothing)').toEqual([]);
});

/** What each file that opens a secret does it for; once per reason. */
const OPENERS: Readonly<Record<string, readonly string[]>> = {
  "lib/server/qlik/access-tokens.ts": ["the token exchange sends the client secret"],
  "lib/server/qlik/authorized-requests.ts": ["each call sends the access token"],
  "lib/server/qlik/secret-text.ts": ["what Qlik repeats of a secret is hidden"],
  "lib/server/services/identity/second-factors.ts": ["a code is held against the authenticator's secret"],
  "lib/server/vault/vault.ts": ["seals it", "makes its fingerprint"],
};

test("nobody opens a secret without a reason", () => {
  const openers = [...ROOTS, "scripts"].flatMap(filesIn).flatMap((file) => {
    const times = withoutComments(read(file)).match(/\breveal\b/g)?.length ?? 0;
    return times > 0 && file !== "lib/contracts/secret.ts" ? [`${file}: ${times}`] : [];
  });
  const allowed = Object.entries(OPENERS).map(([file, reasons]) => `${file}: ${reasons.length}`);
  expect(openers.sort(), "hand the Secret on as it is; the vault and the exchange open it").toEqual(
    allowed.sort(),
  );
});

test("there are no barrels", () => {
  const barrels = ROOTS.flatMap(filesIn).filter((file) => {
    const lines = withoutComments(read(file))
      .replace(/export\s+(type\s+)?(\*|\{[^}]*\})(\s+as\s+\w+)?\s+from\s+"[^"]+";/g, "")
      .replace('import "server-only";', "")
      .trim();
    return lines === "" && read(file).trim() !== "";
  });
  expect(barrels, "import from the file that has it; a file that only re-exports is to go").toEqual([]);
});

test("no source file grows past what one can take in at once", () => {
  const long = ROOTS.flatMap(filesIn).filter((file) => read(file).split("\n").length > 300);
  expect(long, "make it a folder of the same name").toEqual([]);
});

test("a page's title is looked up behind the same gate as the page", () => {
  const askers = filesIn("app").filter((file) =>
    withoutComments(read(file))
      .split("\n")
      .some(
        (line) =>
          /Promise<Metadata>|generate(Metadata|Viewport|ImageMetadata)\b/.test(line) &&
          !/^export const generateMetadata = \w*[tT]itled?\(/.test(line),
      ),
  );
  expect(askers, "make its generateMetadata with titled of app/_page/titled.ts").toEqual([
    "app/_page/titled.ts",
  ]);
});

test("only lib/server/private-files.ts makes files and folders, so that nobody else can read what is made", () => {
  const makes =
    /\bfs(\.promises)?\s*\.\s*(writeFile|appendFile|mkdir|mkdtemp|open|copyFile|cp|createWriteStream|symlink|chmod)(Sync)?\s*\(|from "node:fs\/promises"|import \{[^}]*\} from "node:fs"/;
  const makers = ["lib", "scripts/castellan"]
    .flatMap(filesIn)
    .filter((file) => !file.startsWith("lib/sandbox/"))
    .filter((file) => makes.test(withoutComments(read(file)).replace(/fs\.openSync\([^()]+, "r"\)/g, "")));
  expect(makers, "make it with a function of lib/server/private-files.ts").toEqual([
    "lib/server/private-files.ts",
  ]);
  // SQLite makes a file where there is none, as wide as the umask lets it.
  const opens = ["lib", "scripts/castellan"]
    .flatMap(filesIn)
    .filter((file) => /new Sqlite\((?![^)]*fileMustExist)/.test(withoutComments(read(file))));
  expect(opens, "open it with fileMustExist, after ensurePrivateFile").toEqual([]);
});

test("columns of times sort by the time, not by how it is written", () => {
  const byText = filesIn("components").filter((file) =>
    /sortValue: [^\n]*=> (?!momentOf\()[^\n]*(\w+At|lastUsed|lastSeen|lastCheck)\b/.test(read(file)),
  );
  expect(byText, "sort by momentOf of lib/contracts/instants.ts, and export the text").toEqual([]);
});

test("lists are read page by page in one way alone", () => {
  const readers = filesIn("components").filter((file) => /\buseInfiniteQuery\b/.test(read(file)));
  expect(readers).toEqual(["components/providers/use-paged-query.ts"]);
});

test("only connections.ts opens a tenant or an organization at Qlik", () => {
  const openers = filesIn("lib/server")
    .filter((file) => file !== "lib/server/qlik/client.ts")
    .filter((file) =>
      /\b(qlik|client)\w*(\(\))?\s*\??\.\s*(tenant|organization)\b/.test(withoutComments(read(file))),
    );
  expect(
    openers,
    "ask for it by connections.open or openUnasked, which ask who may and tell how the connection is; " +
      "what is not stored yet by tryTenant or tryOrganization",
  ).toEqual(["lib/server/services/connections/connections.ts"]);
});

test("a resource of Qlik costs its client no line", () => {
  const imported = [...read("lib/server/qlik/client.ts").matchAll(/from "\.\/resources\/([^"]+)"/g)];
  expect(
    imported.map(([, resource]) => resource),
    "open it by api.of(create…); only who is behind a host is the client's own",
  ).toEqual(["tenants"]);
});
