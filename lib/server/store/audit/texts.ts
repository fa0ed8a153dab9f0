import "server-only";
import { createHash } from "node:crypto";
import { tokenOwner } from "@/lib/contracts/token-owner";
import type { Bulk } from "../bulk";
import type { Database } from "../database";
import type { AuditEntry } from "../generated/client";
import { fold } from "../rows/folding";
import { readJson } from "../rows/stored-json";

/** What an act is filtered by, exactly; a revocation of many tokens has those of each of its tokens. */
export type AuditTag = "action" | "outcome" | "tenant" | "user" | "client";

type Row = Pick<
  AuditEntry,
  | "id"
  | "intentId"
  | "partOf"
  | "action"
  | "actorId"
  | "actorName"
  | "actorEmail"
  | "objectType"
  | "objectId"
  | "objectName"
  | "tenantId"
  | "tenantName"
  | "outcome"
  | "reason"
  | "owner"
>;

/** So long that no two texts share one. */
const DIGITS = 22;
const digestOf = (text: string): string =>
  createHash("sha256").update(text).digest("base64url").slice(0, DIGITS);

/** The id of the text that stands for a value of a filter. */
export const tagId = (tag: AuditTag, value: string): string => digestOf(`tag ${tag} ${value}`);

/**
 * What an act is searched by: each text is about one person, thing, client, tenant or reason, so that few are kept,
 * however often something is done to them. The ids of tokens are left out: each is another one, and they are found by
 * the column that holds them.
 */
export function textsOf(row: Row): string[] {
  const owner = readJson(tokenOwner, row.owner);
  return [
    [row.actorName, row.actorEmail, row.actorId],
    row.objectType === "oauth-token" ? [] : [row.objectName, row.objectId],
    [row.tenantName, owner?.host, row.tenantId],
    [owner?.user?.name, owner?.user?.email, owner?.user?.id],
    [owner?.client?.name, owner?.client?.id],
    [row.reason],
  ].flatMap((parts) => fold(parts.filter(Boolean).join("\n")) || []);
}

function tagsOf(row: Row): string[] {
  const owner = readJson(tokenOwner, row.owner);
  const values: readonly (readonly [AuditTag, string | null | undefined])[] = [
    ["action", row.action],
    ["outcome", row.outcome],
    ["tenant", row.tenantId],
    ["user", owner?.user?.id],
    ["client", owner?.client?.id],
  ];
  return values.flatMap(([tag, value]) => (value ? tagId(tag, value) : []));
}

/** The act that stands in the list for an entry: an outcome belongs to its intent, a part to its whole. */
const actOf = ({ id, intentId, partOf }: Row): string => partOf ?? intentId ?? id;

/** SQLite takes so many values in one statement. */
const ASKED_AT_ONCE = 500;

/** By what acts are found, of entries that have just been written, or that an older program wrote. */
export async function keepTexts(db: Database, bulk: Bulk, rows: readonly Row[]): Promise<void> {
  const texts = new Map<string, string>();
  const uses = new Map<string, { readonly textId: string; readonly actId: string }>();
  const acts = await knownActs(db, rows);
  for (const row of rows) {
    const actId = actOf(row);
    if (!acts.has(actId)) continue;
    const use = (textId: string, text: string) => {
      texts.set(textId, text);
      uses.set(`${textId} ${actId}`, { textId, actId });
    };
    // A tag is found by its id alone: no word is in an empty text.
    for (const id of tagsOf(row)) use(id, "");
    for (const text of textsOf(row)) use(digestOf(text), text);
  }
  // In one order, so that of two who write the same neither waits for the other.
  const inOrder = [...texts].sort(([one], [other]) => (one < other ? -1 : 1));
  await bulk.write({
    table: "audit_texts",
    columns: { id: "text", text: "text" },
    rows: inOrder.map(([id, text]) => ({ id, text })),
    unique: ["id"],
    kept: ["text"],
  });
  await bulk.write({
    table: "audit_text_uses",
    columns: { textId: "text", actId: "text" },
    rows: [...uses].sort(([one], [other]) => (one < other ? -1 : 1)).map(([, use]) => use),
    unique: ["textId", "actId"],
  });
}

/** Of the acts of entries, those that are there: what was cut off the log, or archived, is not found by its rest. */
async function knownActs(db: Database, rows: readonly Row[]): Promise<ReadonlySet<string>> {
  const there = new Set(rows.filter(({ intentId }) => intentId === null).map(({ id }) => id));
  const asked = [...new Set(rows.map(actOf))].filter((id) => !there.has(id));
  for (let start = 0; start < asked.length; start += ASKED_AT_ONCE) {
    const found = await db.auditEntry.findMany({
      where: { id: { in: asked.slice(start, start + ASKED_AT_ONCE) } },
      select: { id: true },
    });
    for (const { id } of found) there.add(id);
  }
  return there;
}

/** Takes out the texts by which no act is found any more. */
export async function dropUnusedTexts(db: Database): Promise<void> {
  await db.auditText.deleteMany({ where: { uses: { none: {} } } });
}
