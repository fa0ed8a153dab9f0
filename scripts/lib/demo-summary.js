/** @typedef {import("./demo-selection.js").SandboxTenant} SandboxTenant */

/** @param {readonly string[]} lines */
function frame(lines) {
  const width = Math.max(...lines.map((line) => line.length));
  const rule = "─".repeat(width + 2);
  return [`┌${rule}┐`, ...lines.map((line) => `│ ${line.padEnd(width)} │`), `└${rule}┘`];
}

/** @param {readonly (readonly string[])[]} rows */
function columns(rows) {
  const widths = (rows[0] ?? []).map((_cell, column) =>
    Math.max(...rows.map((row) => (row[column] ?? "").length)),
  );
  return rows.map((row) =>
    row
      .map((cell, column) => cell.padEnd(widths[column] ?? 0))
      .join("  ")
      .trimEnd(),
  );
}

/**
 * What somebody needs who has just started the demo.
 * @param {object} demo
 * @param {string} demo.address
 * @param {{ email: string, password: string }} demo.account
 * @param {string} demo.sandboxOrigin
 * @param {string} demo.dataFolder relative to the repository
 * @param {readonly SandboxTenant[]} demo.waiting the first tenants that can be connected by hand
 */
export function demoSummary({ address, account, sandboxOrigin, dataFolder, waiting }) {
  const rows = waiting.map(({ hostname, clientId, clientSecret }) => [hostname, clientId, clientSecret]);
  return [
    "",
    ...frame([
      `Castellan is at ${address}`,
      "",
      `Email      ${account.email}`,
      `Password   ${account.password}`,
      "To try     open it, sign in, choose Tokens, and revoke one",
      "",
      "Everything in it is made up. It talks to a stand-in for Qlik Cloud",
      `on this machine (${sandboxOrigin}) and to nothing else.`,
      "",
      `Data       ${dataFolder} (delete the folder to begin again)`,
      "To stop    Ctrl-C",
    ]),
    "",
    "Tenants that wait to be connected (Credentials, Connect a tenant):",
    "",
    ...columns([["Tenant hostname", "Client ID", "Client secret"], ...rows]).map((line) => `  ${line}`),
    "",
  ].join("\n");
}
