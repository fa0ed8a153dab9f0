/** Next calls this once before it serves: the console checks, migrates and introduces itself here. */
export async function register(): Promise<void> {
  if (process.env.NEXT_RUNTIME !== "nodejs") return;
  const { startConsole } = await import("./lib/server/start");
  await startConsole();
}
