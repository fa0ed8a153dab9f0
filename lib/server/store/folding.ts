import "server-only";

// The marks that Latin, Greek and Cyrillic letters carry. Those of other scripts are letters of their own.
const accents = /[\u0300-\u036f]/g;

/**
 * Text as it is searched and sorted: case, width and accents do not matter, so that "istanbul" finds "İstanbul" and
 * "strasse" "Straße". Prisma leaves the wildcards of LIKE as they are in a search, so both sides carry them as private
 * characters.
 */
export function fold(text: string): string {
  return text
    .toWellFormed()
    .normalize("NFKD")
    .replace(accents, "")
    .toLowerCase()
    .normalize("NFKC")
    .replaceAll("ı", "i")
    .replaceAll("ß", "ss")
    .replaceAll("_", "\uE000")
    .replaceAll("%", "\uE001");
}
