import process from "node:process";

/**
 * Settings of the tools: no telemetry, no downloads beside the packages. Prisma's CLI downloads a native engine
 * unless it is shown a program; `prisma generate` never runs it, so any program will do.
 */
export const QUIET_TOOLS = {
  NEXT_TELEMETRY_DISABLED: "1",
  CHECKPOINT_DISABLE: "1",
  PRISMA_HIDE_UPDATE_MESSAGE: "1",
  PLAYWRIGHT_SKIP_BROWSER_DOWNLOAD: "1",
  NO_UPDATE_NOTIFIER: "1",
  PRISMA_SCHEMA_ENGINE_BINARY: process.execPath,
};

/** The environment table of the interface, and what next-auth reads by itself. */
const CONSOLE_SETTINGS = [
  "PORT",
  "HOST",
  "PUBLIC_URL",
  "DATABASE_URL",
  "DATA_DIR",
  "CASTELLAN_ENCRYPTION_KEY",
  "CASTELLAN_ENCRYPTION_KEY_FILE",
  "CASTELLAN_ENCRYPTION_KEY_PREVIOUS",
  "NEXTAUTH_SECRET",
  "NEXTAUTH_URL",
  "NEXTAUTH_URL_INTERNAL",
  "AUTH_TRUST_HOST",
  "CASTELLAN_ADMIN_EMAIL",
  "CASTELLAN_ADMIN_PASSWORD",
  "OIDC_ISSUER",
  "OIDC_CLIENT_ID",
  "OIDC_CLIENT_SECRET",
  "CASTELLAN_QLIK_CONNECT_TO",
  "CASTELLAN_QLIK_EXTRA_HOSTS",
  "CASTELLAN_TRUSTED_PROXIES",
  "CASTELLAN_SANDBOX_ORIGIN",
  // Set by whoever runs us for other reasons: React's test helpers are missing under "production".
  "NODE_ENV",
];

/** @typedef {Readonly<Record<string, string | undefined>>} Environment */

/**
 * The environment without anything that configures a console: a demo or a test must never reach the database,
 * the keys or the Qlik tenants of a real one.
 * @param {Environment} env
 * @returns {Record<string, string>}
 */
export function withoutConsoleSettings(env) {
  /** @type {Record<string, string>} */
  const kept = {};
  for (const [name, value] of Object.entries(env)) {
    if (value !== undefined && !CONSOLE_SETTINGS.includes(name)) kept[name] = value;
  }
  return kept;
}

/**
 * What the tools run with: nothing of a console, and quiet. A program that somebody set for Prisma stays.
 * @param {Environment} env
 */
export function toolEnvironment(env) {
  return { ...QUIET_TOOLS, ...withoutConsoleSettings(env) };
}
