import "server-only";
import type { User } from "../../qlik/resources/users";

/** Bots carry a client id, or at least the subject that Qlik gives them: `qlikbot\<client id>` (FACTS.md section 1). */
const BOT_SUBJECT = /^qlikbot\\(.+)$/i;

/** The OAuth client that a bot works for; null for people. */
export const botClientOf = ({ clientId, subject }: Pick<User, "clientId" | "subject">): string | null =>
  clientId ?? BOT_SUBJECT.exec(subject)?.[1] ?? null;
