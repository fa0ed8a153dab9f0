import { type BrowserContext, request } from "@playwright/test";
import Sqlite from "better-sqlite3";
import type { Account } from "./accounts";

export type Session = Awaited<ReturnType<BrowserContext["storageState"]>>;

/** Signs in as the form does, without a browser, and returns the cookies. */
export async function openSession(origin: string, { email, password }: Account): Promise<Session> {
  // Without the cookies that Playwright gives it from the test: signing in ends the session that a browser has.
  const storageState = { cookies: [], origins: [] };
  const client = await request.newContext({ baseURL: origin, storageState, extraHTTPHeaders: { origin } });
  try {
    const { csrfToken } = (await (await client.get("/api/auth/csrf")).json()) as { csrfToken: string };
    const answer = await client.post("/api/auth/callback/credentials", {
      form: { email, password, csrfToken, json: "true" },
    });
    if (!answer.ok()) throw new Error(`${email} cannot sign in: ${answer.status()} ${await answer.text()}`);
    return await client.storageState();
  } finally {
    await client.dispose();
  }
}

/** Signs out, so that the cookies of a session open nothing any more. */
export async function endSession(origin: string, session: Session): Promise<void> {
  const client = await request.newContext({
    baseURL: origin,
    storageState: session,
    extraHTTPHeaders: { origin },
  });
  try {
    await client.delete("/api/session");
  } finally {
    await client.dispose();
  }
}

/** Makes the last proof of who somebody is older than what asks for a recent one. */
export function ageSignIns(dataDir: string): void {
  const at = new Date(Date.now() - 360_000).toISOString();
  inDatabase(dataDir, "UPDATE sessions SET authenticatedAt = ?", at);
}

/** Ends all sessions, as time does. */
export const endSessions = (dataDir: string): void => inDatabase(dataDir, "DELETE FROM sessions");

function inDatabase(dataDir: string, statement: string, ...values: readonly string[]): void {
  const database = new Sqlite(`${dataDir}/castellan.db`, { timeout: 5000 });
  database.prepare(statement).run(...values);
  database.close();
}
