import type { Command } from "commander";
import type { EncryptionKeys } from "@/lib/contracts/encryption-keys";
import { print } from "./print";
import { withConsole } from "./with-console";

/** `key status | rotate-data | rotate-root` */
export function addKeyCommands(program: Command): void {
  const key = program.command("key").description("The keys that seal what is stored.");
  const command = (name: string, description: string) =>
    key.command(name).description(description).option("--json", "print JSON");

  command("status", "Show the keys, their age and how many secrets each seals.").action((options) =>
    withConsole(async ({ services }, actor) =>
      print(options, await services.encryptionKeys.get(actor), describeKeys),
    ),
  );

  command(
    "rotate-data",
    "Make a new data key and seal every secret anew. The console may be serving meanwhile; cut off, it is gone on with.",
  ).action((options) =>
    withConsole(async ({ services }, actor) => {
      const { finished } = await services.encryptionKeys.rotateDataKeys(actor);
      await finished;
      print(options, await services.encryptionKeys.get(actor), describeKeys);
    }),
  );

  command(
    "rotate-root",
    "Make a new root key in the place of the one that the console made itself, and wrap the data keys with it.",
  ).action((options) =>
    withConsole(async ({ services }, actor) =>
      print(
        options,
        await services.encryptionKeys.rotateRootKey(actor),
        (keys) =>
          `${describeKeys(keys)}\n\nThe root key has been changed. Store a backup of the new one now. Keep the copy of the former ` +
          "one as long as you keep backups that were made before: they open with it alone.",
      ),
    ),
  );
}

function describeKeys({ rootKey, dataKeys, rotation }: EncryptionKeys): string {
  const backup = rootKey.backup
    ? `backup confirmed by ${rootKey.backup.confirmedBy} at ${rootKey.backup.confirmedAt}`
    : "no backup confirmed";
  const lines = dataKeys.map(({ id, purpose, createdAt, retiredAt, current, records }) => {
    const state = current ? "in use" : retiredAt ? `retired ${retiredAt}` : "older";
    const sealed = records === null ? "the audit log" : `${records} ${records === 1 ? "secret" : "secrets"}`;
    return `  ${id}  ${purpose}, ${state}, made ${createdAt}, ${sealed}`;
  });
  const left =
    rotation.remaining > 0 ? [`${rotation.remaining} secrets are not yet under the key in use.`] : [];
  return [
    `Root key ${rootKey.fingerprint} (${rootKey.source}, ${backup})`,
    "Data keys:",
    ...lines,
    ...left,
    ...(rotation.problem ? [rotation.problem] : []),
  ].join("\n");
}
