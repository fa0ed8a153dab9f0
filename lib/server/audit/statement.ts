import "server-only";
import { z } from "zod";
import type { MacKey, MacKeys } from "../vault/mac-keys";
import { sameMac, signatureBy } from "../vault/signatures";
import type { ChainPoint } from "../vault/witness-file";
import { createLegacyDigest } from "./chain";

const facts = z.object({
  epoch: z.number().int().nonnegative(),
  begin: z.object({ sequence: z.number().int(), mac: z.string() }),
  /** The end at the time of this statement, so no more than a lower bound. */
  head: z.object({ sequence: z.number().int(), mac: z.string() }),
  /** Null from a restore on until an administrator has said which installation it is. */
  place: z.string().nullable(),
  hadAdministrator: z.boolean(),
});
/** What the installation says of itself in its own database, so that every instance of it finds it. */
export type Statement = z.infer<typeof facts>;

const signed = z.object({ facts, keyId: z.string(), mac: z.string() });

/** In an installation from before there were statements; the migration writes it. */
const BEFORE = "before";

/** `none` also stands for one that the console did not sign: whoever can write the database can take it away as well. */
export type FoundStatement = Statement | "before" | "none";

/** Signs a statement with the key that chains the audit log. */
export function signStatement(keys: MacKeys, installationId: string, statement: Statement): string {
  const mac = macOf(keys.current, installationId, statement);
  return JSON.stringify({ facts: facts.parse(statement), keyId: keys.current.id, mac });
}

/** Of a new installation, whose log has not begun. */
export function firstStatement(keys: MacKeys, installationId: string, place: string | null): string {
  const begin = { sequence: 0, mac: createLegacyDigest().value() };
  return signStatement(keys, installationId, {
    epoch: 0,
    begin,
    head: begin,
    place,
    hadAdministrator: false,
  });
}

/** Believes of a stored statement what the console signed. */
export function readStatement(
  keys: Pick<MacKeys, "find">,
  installationId: string,
  stored: string | null,
): FoundStatement {
  if (stored === null) return "none";
  if (stored === BEFORE) return BEFORE;
  const parsed = signed.safeParse(parseJson(stored));
  const key = parsed.success ? keys.find(parsed.data.keyId) : undefined;
  if (!parsed.success || !key) return "none";
  const isOurs = sameMac(macOf(key, installationId, parsed.data.facts), parsed.data.mac);
  return isOurs ? parsed.data.facts : "none";
}

const point = ({ sequence, mac }: ChainPoint) => [sequence, mac];

const macOf = (
  key: MacKey,
  installationId: string,
  { epoch, begin, head, place, hadAdministrator }: Statement,
) =>
  signatureBy(key, [
    "castellan installation statement 1",
    installationId,
    epoch,
    point(begin),
    point(head),
    place,
    hadAdministrator,
  ]);

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
