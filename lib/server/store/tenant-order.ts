import "server-only";
import { z } from "zod";
import type { TenantFilters, TenantSortField } from "@/lib/contracts/tenants";
import type { Prisma, Tenant as TenantRow } from "./generated/client";

type Sort = TenantFilters["sort"];

/** Columns without nulls, so that paging after a row works in every order. */
const sortColumns = {
  name: "nameKey",
  hostname: "hostnameKey",
  regionCode: "regionCode",
  status: "status",
  subscriptionId: "subscriptionKey",
  licenseEndsAt: "licenseEndsKey",
  connection: "connection",
  countryCode: "countryCode",
  deletionStartsAt: "deletionStartsKey",
  firstSeenAt: "firstSeenAt",
  lastSeenAt: "lastSeenAt",
} as const satisfies Record<TenantSortField, keyof TenantRow>;

interface Term {
  readonly column: (typeof sortColumns)[TenantSortField] | "id";
  readonly descending: boolean;
}

function termsOf(sort: Sort): Term[] {
  const wanted = (sort.length > 0 ? sort : (["name"] as const)).map((term): Term => {
    const descending = term.startsWith("-");
    const field = (descending ? term.slice(1) : term) as TenantSortField;
    return { column: sortColumns[field], descending };
  });
  const first = wanted.filter(
    (term, index) => wanted.findIndex(({ column }) => column === term.column) === index,
  );
  return [...first, { column: "id", descending: false }];
}

export const tenantOrder = (sort: Sort): Prisma.TenantOrderByWithRelationInput[] =>
  termsOf(sort).map(({ column, descending }) => ({ [column]: descending ? "desc" : "asc" }));

/** A place in the order rather than a row: it stays right when that row changes or goes. */
export const cursorAfter = (row: TenantRow, sort: Sort): string =>
  Buffer.from(JSON.stringify(termsOf(sort).map(({ column }) => row[column]))).toString("base64url");

/** What comes after a cursor in this order; undefined for a cursor that was not made for it. */
export function whereAfter(cursor: string, sort: Sort): Prisma.TenantWhereInput | undefined {
  const terms = termsOf(sort);
  const texts = readCursor(cursor);
  if (texts?.length !== terms.length) return undefined;
  const values = texts.map((text, index) => (isMoment(terms[index]) ? new Date(text) : text));
  if (values.some((value) => value instanceof Date && Number.isNaN(value.getTime()))) return undefined;
  const at = ({ column }: Term, value: string | Date) => ({ [column]: value });
  const beyond = ({ column, descending }: Term, value: string | Date) => ({
    [column]: descending ? { lt: value } : { gt: value },
  });
  return {
    OR: values.flatMap((value, index) => {
      const term = terms[index];
      if (!term) return [];
      const equal = values.slice(0, index).flatMap((before, place) => {
        const earlier = terms[place];
        return earlier ? [at(earlier, before)] : [];
      });
      return [{ AND: [...equal, beyond(term, value)] }];
    }),
  };
}

const isMoment = (term: Term | undefined) => term?.column === "firstSeenAt" || term?.column === "lastSeenAt";

function readCursor(cursor: string): string[] | undefined {
  try {
    return z.array(z.string()).safeParse(JSON.parse(Buffer.from(cursor, "base64url").toString())).data;
  } catch {
    return undefined;
  }
}
