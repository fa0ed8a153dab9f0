import "server-only";
import { readDays } from "@/lib/contracts/date-filters";
import { periodWords } from "@/lib/contracts/periods";
import { placeOf } from "@/lib/contracts/regions";
import type { Filters } from "../../store/tokens/filters";

type Naming = (value: string) => Promise<string>;

/** How what a filter names is called: its values are ids. */
export interface FilterNames {
  readonly user: Naming;
  readonly client: Naming;
  readonly tenant: Naming;
  readonly organization: Naming;
}

const SHOWN = 3;

/** What passes the filters, to follow "All tokens": "of Ana Weber (ana@example.com), on Phone, in Acme". */
export async function filterWords(filters: Filters, names: FilterNames): Promise<string> {
  const { user, userStatus, kind, client, device, lastUsed, lastUsedBefore, firstSeen, state } = filters;
  const { tenant, region, organization, connection, tenantStatus, search } = filters;
  const words = [
    await said("of", user, names.user),
    kind.length === 1 ? (kind[0] === "bot" ? "of bots" : "of people") : "",
    await said("of users with the status", userStatus),
    await said("of the client", client, names.client),
    await said("", device, async (value) =>
      value === "none" ? "without a device" : `on the device ${value}`,
    ),
    await said("", lastUsed, async (value) => usedWords(value)),
    lastUsedBefore ? `last used before ${lastUsedBefore.toISOString().replace("T00:00:00.000Z", "")}` : "",
    await said("first seen", firstSeen, async (value) => daysWords(value)),
    await said("", state, async (value) => stateWords[value as Filters["state"][number]]),
    await said("in", tenant, names.tenant),
    await said("in the region", region, async (code) => placeOf(code) ?? code),
    await said("in tenants of", organization, async (id) =>
      id === "none" ? "no organization" : names.organization(id),
    ),
    await said("in tenants whose connection is", connection),
    await said("in tenants with the status", tenantStatus),
    search === undefined ? "" : `found by “${search}”`,
  ].filter(Boolean);
  return words.length === 0 ? "of all connected tenants" : words.join(", ");
}

async function said(before: string, values: readonly string[], nameOf: Naming = async (value) => value) {
  if (values.length === 0) return "";
  const names = await Promise.all(values.slice(0, SHOWN).map(nameOf));
  const more = values.length - names.length;
  return [before, [...names, ...(more > 0 ? [`${more} more`] : [])].join(" or ")].filter(Boolean).join(" ");
}

const stateWords: Readonly<Record<Filters["state"][number], string>> = {
  listed: "listed by Qlik",
  "issued-again": "issued again",
  gone: "revoked or unlisted",
};

const usedWords = (value: string) =>
  value === "none" ? "without a known use" : `last used ${daysWords(value)}`;

function daysWords(value: string): string {
  const period = periodWords(value);
  if (period) return period.charAt(0).toLowerCase() + period.slice(1);
  const filter = readDays(value);
  if (!filter) return value;
  if ("overDays" in filter) return `more than ${days(filter.overDays)} ago`;
  return `in the last ${days(filter.withinDays)}`;
}

const days = (count: number) => (count === 1 ? "1 day" : `${count} days`);
