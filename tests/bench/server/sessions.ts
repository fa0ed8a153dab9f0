import { randomUUID } from "node:crypto";
import path from "node:path";
import { encode } from "next-auth/jwt";
import { openStore } from "@/lib/server/store/store";
import { findSessionSecret } from "@/lib/server/vault/session-secret";

const DAY = 86_400_000;

/** Cookies of so many sessions of the people that there are, as if each had signed in just now. */
export async function openSessions(dataDir: string, count: number): Promise<readonly string[]> {
  const secret = findSessionSecret(undefined, dataDir);
  if (!secret) throw new Error("The console has made no session secret.");
  const store = openStore({ kind: "sqlite", file: path.join(dataDir, "castellan.db") });
  try {
    const people = await store.accounts.list(new Date());
    return await Promise.all(
      Array.from({ length: count }, async (_, index) => {
        const person = people[index % people.length];
        if (!person) throw new Error("Nobody has an account.");
        const at = new Date();
        const id = randomUUID();
        await store.sessions.create({ id, personId: person.id, at, expiresAt: new Date(at.getTime() + DAY) });
        return `next-auth.session-token=${await encode({ token: { sessionId: id }, secret })}`;
      }),
    );
  } finally {
    await store.close();
  }
}
