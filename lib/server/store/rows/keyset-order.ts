import "server-only";
import { z } from "zod";

interface KeysetOptions<Field extends string, Column extends string> {
  /** Columns without nulls, by the names that people sort by, so that paging after a row works in every order. */
  readonly columns: Readonly<Record<Field, Column>>;
  /** The order when none is asked for. */
  readonly first: NoInfer<Field>;
  /** Columns that hold a moment and no text. */
  readonly moments?: readonly NoInfer<Column>[];
}

interface Term<Column extends string> {
  readonly column: Column | "id";
  readonly descending: boolean;
}

/** Order and paging of a list by any of some columns; equal rows are told apart by their id. */
export function createKeysetOrder<Field extends string, Column extends string>({
  columns,
  first,
  moments = [],
}: KeysetOptions<Field, Column>) {
  type Sort = readonly (Field | `-${Field}`)[];
  type Row = Readonly<Record<Column | "id", unknown>>;
  const isMoment = (term: Term<Column> | undefined) => moments.some((column) => column === term?.column);

  function termsOf(sort: Sort): Term<Column>[] {
    const wanted = (sort.length > 0 ? sort : [first]).map((term): Term<Column> => {
      const descending = term.startsWith("-");
      const field = (descending ? term.slice(1) : term) as Field;
      return { column: columns[field], descending };
    });
    const once = wanted.filter(
      (term, index) => wanted.findIndex(({ column }) => column === term.column) === index,
    );
    return [...once, { column: "id", descending: false }];
  }

  return {
    orderBy: (sort: Sort) =>
      termsOf(sort).map(({ column, descending }) => ({
        [column]: descending ? ("desc" as const) : ("asc" as const),
      })),

    /**
     * A place in the order rather than a row: it stays right when that row changes or goes. Throws when it is the place
     * after which the row was read: the list would not end.
     */
    cursorAfter(row: Row, sort: Sort, readAfter: string | undefined): string {
      const place = JSON.stringify(termsOf(sort).map(({ column }) => row[column]));
      return movedOn(Buffer.from(place).toString("base64url"), readAfter);
    },

    /** What comes after a cursor in this order; undefined for a cursor that was not made for it. */
    whereAfter(cursor: string, sort: Sort) {
      const terms = termsOf(sort);
      const texts = readCursor(cursor);
      if (texts?.length !== terms.length) return undefined;
      const values = texts.map((text, index) => (isMoment(terms[index]) ? new Date(text) : text));
      if (values.some((value) => value instanceof Date && Number.isNaN(value.getTime()))) return undefined;
      const at = ({ column }: Term<Column>, value: string | Date) => ({ [column]: value });
      const beyond = ({ column, descending }: Term<Column>, value: string | Date) => ({
        [column]: descending ? { lt: value } : { gt: value },
      });
      const later = values.flatMap((value, index) => {
        const term = terms[index];
        if (!term) return [];
        const equal = values.slice(0, index).flatMap((before, place) => {
          const earlier = terms[place];
          return earlier ? [at(earlier, before)] : [];
        });
        return [{ AND: [...equal, beyond(term, value)] }];
      });
      const [term] = terms;
      const [value] = values;
      if (!term || value === undefined) return undefined;
      const from = { [term.column]: term.descending ? { lte: value } : { gte: value } };
      // The first condition says no more than the others, but an index can begin there.
      return { AND: [from, { OR: later }] };
    },
  };
}

/** A cursor that leads on. Throws for one that leads back to where the page began: that is no end of a list. */
export function movedOn(cursor: string, readAfter: string | undefined): string {
  if (cursor === readAfter)
    throw new Error("A list does not move on: its database compares text otherwise than it sorts it.");
  return cursor;
}

function readCursor(cursor: string): string[] | undefined {
  try {
    return z.array(z.string()).safeParse(JSON.parse(Buffer.from(cursor, "base64url").toString())).data;
  } catch {
    return undefined;
  }
}
