import "server-only";
import { readDateFilter } from "@/lib/contracts/date-filters";

const DAY = 86_400_000;

/** Filters over moments that have been, and the moment at which they are asked. */
export interface Times {
  readonly values: readonly string[];
  readonly now: Date;
}

/** What of some moments any of these filters lets pass; everything where there is none. */
export const anyOfTimes = <Member extends string>(member: Member, { values, now }: Times) =>
  values.length === 0
    ? {}
    : {
        OR: values.map(
          (value) => ({ [member]: since(value, now) }) as Record<Member, ReturnType<typeof since>>,
        ),
      };

/** What a filter over moments that have been asks for: in the last so many days, longer ago, or in a period. */
export function since(value: string, now: Date): { readonly gte?: Date; readonly lt?: Date } {
  const filter = readDateFilter(value, now);
  if (typeof filter === "string") return {};
  if ("withinDays" in filter) return { gte: new Date(now.getTime() - filter.withinDays * DAY) };
  if ("overDays" in filter) return { lt: new Date(now.getTime() - filter.overDays * DAY) };
  const { from, to } = filter.period;
  return { ...(from ? { gte: from } : {}), ...(to ? { lt: to } : {}) };
}
