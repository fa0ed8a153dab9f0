/** Everything of ours, so that a rule can say "nothing of the rest". */
const OURS = "^(app|components|lib|scripts|tests)/|^(proxy|instrumentation)\\.ts$";

/** Of the files at the top of lib/server: those that every part may import. The others put the console together. */
const SHARED =
  "^lib/server/(actor|app-error|clock|log|machine-refusals|notes|passwords|private-files|request-trouble|result|start-error|step-up)\\.ts$";

/** @typedef {import("dependency-cruiser").IRegularForbiddenRuleType} Rule */

/** @type {(name: string, comment: string, from: Rule["from"], to: Rule["to"]) => Rule} */
const rule = (name, comment, from, to) => ({ name, severity: "error", comment, from, to });

/**
 * Who may import whom (docs: architecture, "Who may import whom"). Each comment says where the code should go instead.
 * `npm run lint` and tests/unit/architecture.test.ts both run these.
 * @type {import("dependency-cruiser").IConfiguration}
 */
export default {
  forbidden: [
    rule(
      "app-only-asks",
      "app/ only routes: put what it needs into a service (lib/server/services), a component (components/), or a query " +
        "(lib/client). Of the server it may import services and http alone; what " +
        "several pages need stands in app/_page/.",
      { path: "^app/" },
      {
        path: OURS,
        pathNot: "^(app|components|lib/client|lib/contracts)/|^lib/server/(services|http)/",
      },
    ),
    rule(
      "nothing-imports-app",
      "Nothing imports app/: put what is shared into components/ or lib/.",
      { path: OURS, pathNot: "^(app|tests)/" },
      { path: "^app/" },
    ),
    rule(
      "components-stay-in-the-browser",
      "Components run in the browser: fetch through lib/client, and share types through lib/contracts. What must stay on " +
        "the server goes into a service and arrives through a page or a query.",
      { path: "^components/" },
      { path: OURS, pathNot: "^(components|lib/client|lib/contracts)/" },
    ),
    rule(
      "client-stays-in-the-browser",
      "lib/client runs in the browser: share types through lib/contracts; what must stay on the server goes into lib/server.",
      { path: "^lib/client/" },
      { path: OURS, pathNot: "^lib/(client|contracts)/" },
    ),
    rule(
      "server-knows-no-browser",
      "lib/server knows neither browser code nor the sandbox nor scripts: what both sides share goes into lib/contracts.",
      { path: "^lib/server/" },
      { path: OURS, pathNot: "^lib/(server|contracts|env)/|^lib/env\\.ts$" },
    ),
    rule(
      "env-knows-no-server",
      "The environment is read before anything is there: what it needs to check a variable goes into lib/env/, where the " +
        "server may read it too.",
      { path: "^lib/env(\\.ts$|/)" },
      { path: OURS, pathNot: "^lib/(contracts|env)/" },
    ),
    rule(
      "only-the-edge-knows-requests",
      "Only app/ and lib/server/http know http: what decides goes into a service, and what http keeps of a console is made " +
        "of the runtime in http/edge.ts.",
      { path: "^lib/server/", pathNot: "^lib/server/http/" },
      { path: "^lib/server/http/" },
    ),
    rule(
      "parts-know-no-whole",
      "runtime.ts, and what starts the console, put the parts together, so no part knows them: hand in what it needs. Only " +
        "http asks for the runtime.",
      { path: "^lib/server/(audit|jobs|qlik|services|store|vault)/" },
      {
        path: "^lib/server/[^/]+\\.ts$",
        pathNot: SHARED,
      },
    ),
    rule(
      "edge-asks-for-the-runtime",
      "Of what puts the console together http imports runtime.ts alone.",
      { path: "^lib/server/http/" },
      { path: "^lib/server/[^/]+\\.ts$", pathNot: `${SHARED}|^lib/server/runtime\\.ts$` },
    ),
    rule(
      "shared-files-need-no-part",
      "These small files are shared by all parts of the server, so they need none: move what needs one into that part.",
      { path: SHARED },
      { path: OURS, pathNot: `^lib/contracts/|${SHARED}` },
    ),
    rule(
      "contracts-import-zod-alone",
      "Contracts are read by both sides, so they import zod and each other alone: rules that need more go into a service.",
      { path: "^lib/contracts/" },
      { pathNot: "^lib/contracts/|^node_modules/zod/" },
    ),
    rule(
      "services-import-what-they-orchestrate",
      "A service imports store, qlik, vault, audit, jobs, contracts and the server's small shared files. What only the edge " +
        "knows (requests, cookies) stays in http; what is built once is handed in by runtime.ts.",
      { path: "^lib/server/services/" },
      {
        path: OURS,
        pathNot:
          "^lib/contracts/|^lib/server/(services|store|qlik|vault|audit|jobs)/|" +
          "^lib/server/(actor|app-error|clock|log|notes|passwords|result|step-up)\\.ts$",
      },
    ),
    rule(
      "only-the-store-knows-the-database",
      "Only lib/server/store imports Prisma, better-sqlite3 and pg: add a function to the store of that entity.",
      {
        path: "^(app|components|lib|scripts)/|^(proxy|instrumentation)\\.ts$",
        pathNot: "^lib/server/store/",
      },
      {
        path: "^node_modules/(@prisma|prisma|\\.prisma|better-sqlite3|@types/better-sqlite3|pg|@types/pg)/|^lib/server/store/(postgresql/)?generated/",
      },
    ),
    rule(
      "store-knows-only-contracts",
      "The store maps rows to contract types and decides nothing: decisions go into a service. (It knows the form in which " +
        "the vault wraps keys, how the place of a database is written, how a start is refused, how files are made, and how to say that the database is in trouble.)",
      { path: "^lib/server/store/" },
      {
        path: OURS,
        pathNot:
          "^lib/contracts/|^lib/env/database-location\\.ts$|^lib/server/store/|^lib/server/vault/keyring\\.ts$|^lib/server/(app-error|machine-refusals|private-files|request-trouble|start-error)\\.ts$",
      },
    ),
    rule(
      "qlik-knows-no-store",
      "The Qlik client knows no store and no settings: hand it credentials and options as arguments, from a service or from " +
        "open-foundation.ts.",
      { path: "^lib/server/qlik/" },
      { path: OURS, pathNot: "^lib/server/qlik/|^lib/server/result\\.ts$|^lib/contracts/secret\\.ts$" },
    ),
    rule(
      "vault-knows-only-keys",
      "The vault knows keys and sealed text alone: where a sealed value is kept is for the store and the services.",
      { path: "^lib/server/vault/" },
      {
        path: OURS,
        pathNot:
          "^lib/server/vault/|^lib/server/(private-files|start-error)\\.ts$|^lib/contracts/secret\\.ts$",
      },
    ),
    rule(
      "sandbox-shares-nothing",
      "The sandbox shares nothing with the product, so that it does not share its mistakes: write it again, from the " +
        "vendor's documents.",
      { path: "^lib/sandbox/" },
      { path: OURS, pathNot: "^lib/sandbox/" },
    ),
    rule(
      "vendors-client-is-a-peer",
      "@qlik/api sends one tenant's access token to another and follows links with it, so only the peer test and the " +
        "benchmark run it: call Qlik through lib/server/qlik. (Its types may be imported as types anywhere.)",
      {
        path: OURS,
        pathNot: "^tests/unit/sandbox/peer-qlik-api\\.test\\.ts$|^tests/bench/baselines/vendor-client\\.ts$",
      },
      { path: "^node_modules/@qlik/api/", dependencyTypesNot: ["type-only"] },
    ),
    rule(
      "product-needs-no-tests",
      "The product imports neither tests/ nor scripts/: what it needs goes into lib/.",
      { path: "^(app|components|lib)/|^(proxy|instrumentation)\\.ts$" },
      { path: "^(tests|scripts)/" },
    ),
    rule(
      "serve-stands-before-the-console",
      "lib/serve has each request before Next does, and runs without being built: it imports lib/request-headers.js alone.",
      { path: "^lib/serve/" },
      { path: OURS, pathNot: "^lib/serve/|^lib/request-headers\\.js$" },
    ),
    rule(
      "roots-stay-thin",
      "proxy.ts sets headers and protects nothing, so of ours it imports lib/request-headers.js alone; instrumentation.ts " +
        "hands over to lib/server/start.ts.",
      { path: "^(proxy|instrumentation)\\.ts$" },
      { path: OURS, pathNot: "^lib/server/start\\.ts$|^lib/request-headers\\.js$" },
    ),
    rule(
      "no-circles",
      "These files need each other, so they are one thing or three: move what both need into a file of its own.",
      { pathNot: "^lib/server/store/(postgresql/)?generated/" },
      { circular: true },
    ),
    {
      ...rule(
        "no-circles-of-folders",
        "These folders need each other, so neither can be understood without the other: move what both need into a folder " +
          "below them, or hand it in from above.",
        { path: "^lib/" },
        { circular: true },
      ),
      scope: "folder",
    },
    rule(
      "no-dangling-imports",
      "This import leads nowhere: name the file, or add the package to package.json.",
      { path: OURS },
      { couldNotResolve: true },
    ),
  ],
  options: {
    doNotFollow: { path: "node_modules" },
    // The tables that ours is compared with are a package of their own.
    exclude: { path: "^(\\.next|\\.cache)/|^tests/bench/browser/tables/" },
    // Types count too: who knows a type knows the thing.
    tsPreCompilationDeps: true,
    tsConfig: { fileName: "tsconfig.json" },
    enhancedResolveOptions: {
      exportsFields: ["exports"],
      conditionNames: ["import", "require", "node", "default", "types"],
      extensions: [".ts", ".tsx", ".js", ".mjs", ".cjs", ".json", ".d.ts"],
      mainFields: ["module", "main", "types"],
    },
  },
};
