import { z } from "zod";
import { MOST_IDS } from "./limits";
import { searchTerms } from "./search-terms";

/** A moment as ISO 8601 in UTC. */
export const instant = z.iso.datetime();

/** An id of Qlik's or ours, as it stands in a URL: opaque, so only its size is checked. */
export const opaqueId = z.string().min(1).max(256);

const commaSeparatedUpTo = (characters: number) =>
  z
    .string()
    .max(characters)
    .optional()
    .transform((text) =>
      text
        ? text
            .split(",")
            .map((value) => value.trim())
            .filter(Boolean)
        : [],
    );

/** Several values in one query parameter: `status=active,disabled`. */
export const commaSeparated = commaSeparatedUpTo(2000).pipe(
  z.array(z.string()).max(100, "Name at most 100 values."),
);

/** Several ids in one query parameter. */
export const commaSeparatedIds = commaSeparatedUpTo(8000).pipe(
  z.array(opaqueId).max(MOST_IDS, `Name at most ${MOST_IDS} ids.`),
);

export const pageQuery = z.object({
  limit: z.coerce.number().int().min(1).max(100).default(100).describe("Rows in a page, up to 100."),
  cursor: z.string().max(4000).optional().describe("`nextCursor` of the page before."),
});

/** Each word makes a search dearer, and a database joins only so many tables for one. */
const SEARCH_WORDS = 10;

/** What a list is searched by: every word must be found. */
export const searchText = z
  .string()
  .trim()
  .max(200, "Search for at most 200 characters.")
  .refine(
    (text) => searchTerms(text).length <= SEARCH_WORDS,
    `Search for at most ${SEARCH_WORDS} words; what stands in double quotes counts as one.`,
  )
  .optional()
  .transform((text) => text || undefined);

/** The envelope of every list. `total` is null where Qlik does not count. */
export const listOf = <Item extends z.ZodType>(item: Item) =>
  z.object({
    data: z.array(item),
    total: z.number().int().nullable(),
    nextCursor: z.string().optional(),
    asOf: instant,
  });

/** Of lists that readings of Qlik change while somebody pages through them. */
export const revision = z
  .string()
  .describe("Other once a reading of Qlik has written: pages with different ones do not belong together.");

/** How often each value occurs, for filters that show what there is. */
export const facet = z.array(z.object({ value: z.string(), count: z.number().int() }));
export type Facet = z.infer<typeof facet>;

/** Why somebody does what cannot be undone, in their own words; kept in the audit log. */
export const reason = z
  .string()
  .trim()
  .max(500, "A reason has at most 500 characters.")
  .optional()
  .transform((text) => text || undefined);

/** The body of calls that take something away; it may be left out. */
export const withReason = z.object({ reason: reason.describe("Why, for the activity log.") });
