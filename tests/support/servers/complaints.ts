import type { BrowserContext } from "@playwright/test";

/**
 * Collects what goes wrong in any page of a context: errors on the console, uncaught errors, and violations of the
 * Content Security Policy, those that are only reported too.
 */
export async function watchForComplaints(context: BrowserContext): Promise<() => readonly string[]> {
  const complaints: string[] = [];
  context.on("console", (message) => {
    if (message.type() === "error") complaints.push(`console: ${message.text()} (${message.location().url})`);
  });
  context.on("weberror", (webError) => {
    complaints.push(`uncaught: ${webError.error().stack ?? webError.error().message}`);
  });
  await context.addInitScript(() => {
    document.addEventListener("securitypolicyviolation", (event) => {
      reportError(new Error(`CSP: ${event.effectiveDirective} against ${event.blockedURI || "inline code"}`));
    });
  });
  return () => complaints;
}
