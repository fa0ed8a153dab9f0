import { randomUUID } from "node:crypto";
import { readEnv } from "@/lib/env";
import { hashPassword } from "@/lib/server/passwords";
import { openStore } from "@/lib/server/store/store";
import type { NewAccount } from "./people";

// People come by invitation, one after the other; tests that are about something else need not wait for that.
const environment = readEnv();
if (!environment.ok) throw new Error(environment.problems.join("\n"));
const people = JSON.parse(process.argv[2] ?? "[]") as readonly NewAccount[];
const store = openStore(environment.env.database);
try {
  for (const { name, email, password, role } of people) {
    await store.people.create({
      id: randomUUID(),
      name,
      email,
      role,
      passwordHash: await hashPassword(password),
    });
  }
} finally {
  await store.close();
}
