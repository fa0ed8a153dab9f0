import "server-only";
import { z } from "zod";
import type { FleetFilters, FleetSortField } from "@/lib/contracts/fleet-tokens";
import type { Prisma, OAuthToken as TokenRow } from "../generated/client";
import { movedOn } from "../rows/keyset-order";
import type { TokenWhere } from "./filters";

type Sort = FleetFilters["sort"];

/** Each has an index; the number that comes after it goes the same way, so that the index gives the whole order. */
const sortColumns = {
  lastUsed: "lastUsedKey",
  user: "userKey",
  client: "clientKey",
  tenant: "tenantKey",
  description: "descriptionKey",
  firstSeenAt: "number",
} as const satisfies Record<FleetSortField, keyof TokenRow>;

function orderOf(sort: Sort) {
  const [term = "-lastUsed"] = sort;
  const descending = term.startsWith("-");
  const field = (descending ? term.slice(1) : term) as FleetSortField;
  return { column: sortColumns[field], descending };
}

export function fleetOrder(sort: Sort): Prisma.OAuthTokenOrderByWithRelationInput[] {
  const { column, descending } = orderOf(sort);
  const way = descending ? "desc" : "asc";
  return column === "number" ? [{ number: way }] : [{ [column]: way }, { number: way }];
}

/** Of the long keys, the one that a cursor is made of: the others need not be read. */
export function fleetKeys(sort: Sort) {
  const { column } = orderOf(sort);
  return {
    lastUsedKey: column === "lastUsedKey",
    userKey: column === "userKey",
    clientKey: column === "clientKey",
    tenantKey: column === "tenantKey",
    descriptionKey: column === "descriptionKey",
  };
}

type Keyed = Pick<TokenRow, "number" | keyof ReturnType<typeof fleetKeys>>;

/**
 * A place in the order rather than a row: it stays right when that row changes or goes. Throws when it is the place
 * after which the row was read: the list would not end.
 */
export function fleetCursor(row: Keyed, sort: Sort, readAfter: string | undefined): string {
  const { column } = orderOf(sort);
  const place = JSON.stringify([column, row[column], row.number]);
  return movedOn(Buffer.from(place).toString("base64url"), readAfter);
}

const place = z.tuple([z.string(), z.union([z.string(), z.number().int()]), z.number().int()]);

/** What comes after a cursor; undefined for one that was not made for this order. */
export function afterFleetCursor(cursor: string, sort: Sort): TokenWhere | undefined {
  const { column, descending } = orderOf(sort);
  const read = readPlace(cursor);
  if (!read || read[0] !== column) return undefined;
  const [, value, number] = read;
  const beyond = (than: string | number) => (descending ? { lt: than } : { gt: than });
  if (column === "number") return { number: beyond(number) as Prisma.IntFilter };
  if (typeof value !== "string") return undefined;
  // The first condition says no more than the others, but an index can begin there.
  const from = descending ? { lte: value } : { gte: value };
  return {
    AND: [
      { [column]: from },
      { OR: [{ [column]: beyond(value) }, { [column]: value, number: beyond(number) }] } as TokenWhere,
    ],
  };
}

function readPlace(cursor: string): z.infer<typeof place> | undefined {
  try {
    return place.safeParse(JSON.parse(Buffer.from(cursor, "base64url").toString())).data;
  } catch {
    return undefined;
  }
}
