import { randomUUID } from "node:crypto";
import { actorAtTheMachine } from "@/lib/server/actor";
import { openParts } from "./parts";

// Makes organizations until it is killed, several at a time, and says the id of each one that it was told is there.
const { store, audit } = await openParts();
const actor = actorAtTheMachine("writer");

async function makeAgainAndAgain(): Promise<never> {
  for (;;) {
    const id = randomUUID();
    const object = { type: "organization" as const, id, name: id };
    const intent = await audit.intend(actor, { action: "organization.connect", object });
    await store.transaction(async (entities) => {
      await entities.organizations.create(id, id);
      await intent.end({ outcome: "succeeded" }, entities);
    });
    process.stdout.write(`${id}\n`);
  }
}

await Promise.all([makeAgainAndAgain(), makeAgainAndAgain(), makeAgainAndAgain()]);
