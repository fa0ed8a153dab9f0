import "server-only";
import { foldText, withoutAccents } from "@/lib/contracts/folding";

/** An index takes only so much of a text. The cut may go through a character, and half of one cannot be stored. */
export const cutTo = (length: number, text: string): string => text.slice(0, length).toWellFormed();

// Prisma leaves the wildcards of LIKE as they are in a search, so both sides carry them as private characters.
const withoutWildcards = (text: string) => text.replaceAll("_", "\uE000").replaceAll("%", "\uE001");
// PostgreSQL escapes them by a backslash. Keys are only compared, and keep theirs.
const withoutEscapes = (text: string) => text.replaceAll("\\", "\uE002");

/** Text as it is searched and sorted. Columns hold it: a change of it is one of `DERIVED_BY`, too. */
export const fold = (text: string): string => withoutEscapes(withoutWildcards(foldText(text)));

/**
 * What makes two texts of Qlik one thing, as an e-mail one person. Narrower than {@link fold}: to find too many is
 * harmless, to take two people for one is not.
 */
export const foldKey = (text: string): string => withoutWildcards(withoutAccents(text));
