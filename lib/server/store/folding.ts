import "server-only";

/**
 * Text as it is searched and sorted: case and width do not matter. Prisma leaves the wildcards of LIKE as they are
 * in a search, so both sides carry them as private characters.
 */
export function fold(text: string): string {
  return text.normalize("NFKC").toLowerCase().replaceAll("_", "\uE000").replaceAll("%", "\uE001");
}
