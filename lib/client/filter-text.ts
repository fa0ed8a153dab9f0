import { quoted } from "@/lib/contracts/search-terms";

/** What is looked for, apart from how it is shown: words and phrases, and values by filter. */
export interface Wanted {
  readonly terms: readonly string[];
  readonly filters: Readonly<Record<string, readonly string[]>>;
}

/** What a filter is called where it is typed: by its id, or by its label without blanks (`userStatus`, `Status`). */
export interface FilterName {
  readonly id: string;
  readonly label?: string;
}

const filterAt = /([a-z]+):((?:"(?:[^"\\]|\\.)*(?:"|\\?$)|[^\s"])*)/isy;
const termAt = /"((?:[^"\\]|\\.)*)(?:"|\\?$)|(\S+)/sy;
const begunFilter = /^[a-z]+:$/i;
const valueAt = /"((?:[^"\\]|\\.)*)(?:"|\\?$)|([^,"]+)/gs;

/**
 * Reads `status:active region:eu-west-1,de "acme corp" prod`. Names of filters are taken in any case; a name that is
 * none of them makes a word like any other, but not while nothing follows its colon: that is the beginning of a filter.
 * A quote that is still open reaches to the end.
 */
export function parseFilterText(text: string, names: readonly FilterName[]): Wanted {
  const terms: string[] = [];
  const filters: Record<string, string[]> = {};
  for (let at = 0; at < text.length; ) {
    if (/\s/.test(text.charAt(at))) {
      at += 1;
      continue;
    }
    const filter = matchAt(filterAt, text, at);
    const name = filter ? nameOf(filter[1] ?? "", names) : undefined;
    if (filter && name !== undefined) {
      const values = [...(filter[2] ?? "").matchAll(valueAt)].map(read).filter(isSomething);
      if (values.length > 0) filters[name] = [...new Set([...(filters[name] ?? []), ...values])];
      at += filter[0].length;
      continue;
    }
    const term = matchAt(termAt, text, at);
    if (!term) break;
    const isBegun = term[2] !== undefined && begunFilter.test(term[2]);
    if (!isBegun && isSomething(read(term))) terms.push(read(term));
    at += term[0].length;
  }
  return { terms, filters };
}

/** Writes it so that {@link parseFilterText} with the same names reads the same. */
export function printFilterText({ terms, filters }: Wanted, names: readonly FilterName[]): string {
  const printed = Object.entries(filters).flatMap(([name, values]) =>
    values.length > 0 ? [`${name}:${values.map(printValue).join(",")}`] : [],
  );
  return [...printed, ...terms.map((term) => printTerm(term, names))].join(" ");
}

/** A value as it has to be typed. */
export const printValue = (value: string) => (/[\s",]/.test(value) ? quoted(value) : value);

function printTerm(term: string, names: readonly FilterName[]): string {
  const name = matchAt(filterAt, term, 0)?.[1];
  const looksLikeFilter = name !== undefined && nameOf(name, names) !== undefined;
  return looksLikeFilter || begunFilter.test(term) || /[\s"]/.test(term) ? quoted(term) : term;
}

function matchAt(pattern: RegExp, text: string, at: number): RegExpExecArray | null {
  pattern.lastIndex = at;
  return pattern.exec(text);
}

const read = ([, inQuotes, bare]: RegExpMatchArray) => bare ?? (inQuotes ?? "").replace(/\\(.)/gs, "$1");
const isSomething = (text: string) => text.trim() !== "";
/** The id of the filter that is meant; an id comes before another filter's label. */
export function nameOf(typed: string, names: readonly FilterName[]): string | undefined {
  const wanted = typed.toLowerCase();
  const meant =
    names.find(({ id }) => id.toLowerCase() === wanted) ??
    names.find(({ label }) => label?.replaceAll(" ", "").toLowerCase() === wanted);
  return meant?.id;
}
