"use client";

import { useQuery } from "@tanstack/react-query";
import { Users } from "lucide-react";
import { DataTable } from "@/components/data-table/data-table";
import type { DataTableColumn } from "@/components/data-table/data-table-types";
import { countValues } from "@/components/data-table/filter-rows";
import { useFilteredRows } from "@/components/data-table/use-filtered-rows";
import { useTableUrlState } from "@/components/data-table/use-table-url-state";
import { tableError } from "@/components/problems/table-error";
import { usePerson } from "@/components/providers/person";
import { Badge } from "@/components/ui/badge";
import { BidiText } from "@/components/ui/bidi-text";
import { EmptyState } from "@/components/ui/empty-state";
import { RelativeTime } from "@/components/ui/relative-time";
import { Status } from "@/components/ui/status";
import { peopleQuery } from "@/lib/client/queries/people";
import { momentOf } from "@/lib/contracts/instants";
import type { Account } from "@/lib/contracts/people";
import { roles } from "@/lib/contracts/roles";
import { PersonRowMenu } from "./person-row-menu";

const methodWords = { password: "Password", "single-sign-on": "Single sign-on" } as const;
const stateWords = { active: "Active", disabled: "Disabled" } as const;
const methodsOf = ({ signsInWith }: Account) => signsInWith.map((method) => methodWords[method]).join(", ");

const columns: readonly DataTableColumn<Account>[] = [
  {
    id: "name",
    header: "Name",
    minWidth: 152,
    grow: 2,
    sortValue: ({ name }) => name,
    cell: (person) => <PersonName person={person} />,
  },
  {
    id: "email",
    header: "Email",
    minWidth: 168,
    grow: 2,
    card: "subtitle",
    sortValue: ({ email }) => email,
    cell: ({ email }) => <BidiText>{email}</BidiText>,
  },
  {
    id: "role",
    header: "Role",
    width: 140,
    sortValue: ({ role }) => roles.indexOf(role),
    cell: ({ role, roleSource }) => (
      <span title={roleSource === "claim" ? "From the groups of the single sign-on provider" : undefined}>
        {role}
        {roleSource === "claim" ? <span className="text-text-muted"> · by group</span> : null}
      </span>
    ),
  },
  {
    id: "signsInWith",
    header: "Signs in with",
    width: 128,
    sortValue: methodsOf,
    cell: (person) => methodsOf(person),
  },
  {
    id: "secondFactor",
    header: "Second factor",
    width: 128,
    sortValue: ({ hasSecondFactor }) => hasSecondFactor,
    cell: (person) => <SecondFactor person={person} />,
  },
  {
    id: "lastSignedInAt",
    header: "Last sign-in",
    width: 116,
    sortDescFirst: true,
    sortValue: ({ lastSignedInAt }) => momentOf(lastSignedInAt),
    exportValue: ({ lastSignedInAt }) => lastSignedInAt,
    cell: ({ lastSignedInAt }) => <RelativeTime value={lastSignedInAt} fallback="Never" />,
  },
  {
    id: "state",
    header: "State",
    width: 100,
    card: "badge",
    sortValue: ({ state }) => state,
    cell: ({ state }) => (
      <Status tone={state === "active" ? "success" : "neutral"}>{stateWords[state]}</Status>
    ),
  },
];

const valuesOf = {
  role: ({ role }: Account) => role,
  state: ({ state }: Account) => state,
};
const searchText = ({ name, email }: Account) => `${name}\n${email}`;

/** Everybody who may sign in to this console. */
export function PeopleTable() {
  const url = useTableUrlState({
    table: "people",
    filterIds: ["role", "state"],
    defaultSorting: [{ id: "name", desc: false }],
  });
  const people = useQuery(peopleQuery());
  const all = people.data?.data ?? nobody;
  const rows = useFilteredRows({
    rows: all,
    search: url.search,
    selected: url.selected,
    valuesOf,
    searchText,
  });
  const counted = (id: keyof typeof valuesOf, label: (value: string) => string) =>
    [...countValues(all, valuesOf[id])].map(([value, count]) => ({ value, count, label: label(value) }));
  return (
    <DataTable
      label="People"
      columns={columns}
      rows={rows}
      rowId={({ id }) => id}
      rowTone={({ state }) => (state === "disabled" ? "pending" : "normal")}
      rowActions={(person) => <PersonRowMenu person={person} />}
      state={{
        loading: people.isPending,
        fetching: people.isFetching,
        error: tableError(people.error, "The people could not be read", () => void people.refetch()),
        empty: <EmptyState icon={Users} title="There is nobody" />,
      }}
      search={url.searchProps("Search people", "Name, email…")}
      filters={[
        url.filterProps(
          "role",
          "Role",
          counted("role", (role) => role),
        ),
        url.filterProps(
          "state",
          "State",
          counted("state", (state) => stateWords[state as keyof typeof stateWords]),
        ),
      ]}
      {...url.tableProps}
      footer={{
        noun: { one: "person", many: "people" },
        total: all.length,
        shown: rows.length,
        asOf: people.data?.asOf,
        onRefresh: () => void people.refetch(),
      }}
    />
  );
}

const nobody: Account[] = [];

function PersonName({ person: { id, name } }: { person: Account }) {
  const isSelf = usePerson()?.id === id;
  return (
    <span className="flex min-w-0 items-center gap-2">
      <BidiText className="min-w-0 font-medium">{name}</BidiText>
      {isSelf ? <Badge icon={null}>You</Badge> : null}
    </span>
  );
}

function SecondFactor({ person: { hasSecondFactor, signsInWith } }: { person: Account }) {
  if (hasSecondFactor) return <Status tone="success">On</Status>;
  if (!signsInWith.includes("password")) return <span className="text-text-muted">At the provider</span>;
  return <Status tone="neutral">Off</Status>;
}
