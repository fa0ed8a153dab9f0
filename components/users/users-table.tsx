"use client";

import { Users } from "lucide-react";
import { DataTable } from "@/components/data-table/data-table";
import type { DataTableColumn } from "@/components/data-table/data-table-types";
import { LocalExportMenu } from "@/components/data-table/export-menu";
import { countValues } from "@/components/data-table/filter-rows";
import { useFilteredRows } from "@/components/data-table/use-filtered-rows";
import { useTableUrlState } from "@/components/data-table/use-table-url-state";
import { ViewsMenu } from "@/components/data-table/views-menu";
import { tableError } from "@/components/problems/table-error";
import { useAllPages } from "@/components/providers/use-all-pages";
import { byId, usePageRows } from "@/components/providers/use-page-rows";
import { usePagedQuery } from "@/components/providers/use-paged-query";
import { NotConnected } from "@/components/tenants/not-connected";
import { BidiText } from "@/components/ui/bidi-text";
import { EmptyState } from "@/components/ui/empty-state";
import { Identifier } from "@/components/ui/identifier";
import { RelativeTime } from "@/components/ui/relative-time";
import { paths } from "@/lib/client/paths";
import { usersQuery } from "@/lib/client/queries/users";
import { momentOf } from "@/lib/contracts/instants";
import type { User } from "@/lib/contracts/users";
import { BotBadge } from "./bot-badge";
import { UserStatus } from "./user-status";

const columns: readonly DataTableColumn<User>[] = [
  {
    id: "name",
    header: "Name",
    minWidth: 200,
    grow: 2,
    sortValue: (user) => user.name,
    cell: (user) => <UserName user={user} />,
  },
  {
    id: "email",
    header: "Email",
    minWidth: 200,
    grow: 2,
    card: "subtitle",
    sortValue: (user) => user.email,
    cell: ({ email }) => <Text>{email}</Text>,
  },
  {
    id: "status",
    header: "Status",
    width: 128,
    card: "badge",
    sortValue: (user) => user.status,
    cell: (user) => <UserStatus status={user.status} />,
  },
  {
    id: "roles",
    header: "Roles",
    minWidth: 160,
    sortValue: (user) => user.assignedRoles.join(),
    cell: (user) => <Text>{user.assignedRoles.join(", ")}</Text>,
  },
  {
    id: "created",
    header: "Created",
    width: 128,
    sortDescFirst: true,
    sortValue: (user) => momentOf(user.createdAt),
    exportValue: (user) => user.createdAt,
    cell: (user) => <RelativeTime value={user.createdAt} />,
  },
  {
    id: "subject",
    header: "Subject",
    defaultHidden: true,
    minWidth: 200,
    sortValue: (user) => user.subject,
    cell: (user) => <Text>{user.subject}</Text>,
  },
  {
    id: "clientId",
    header: "Client ID",
    defaultHidden: true,
    width: 160,
    exportValue: ({ clientId }) => clientId,
    cell: ({ clientId }) =>
      clientId ? <Identifier value={clientId} label="client ID" /> : <Text>{null}</Text>,
  },
  {
    id: "id",
    header: "User ID",
    defaultHidden: true,
    width: 160,
    exportValue: ({ id }) => id,
    cell: (user) => <Identifier value={user.id} label="user ID" />,
  },
];

const valuesOf = {
  status: (user: User) => user.status ?? "unknown",
  kind: (user: User) => (user.bot ? "bot" : "person"),
};
const searchText = (user: User) => [user.name, user.email, user.subject, user.id, user.clientId].join("\n");
const capitalized = (word: string) => word.charAt(0).toUpperCase() + word.slice(1);

/** People and bots of a tenant, from Qlik itself; the pages come one after the other. */
export function UsersTable({ tenantId, connected }: { tenantId: string; connected: boolean }) {
  const url = useTableUrlState({
    table: "users",
    filterIds: ["status", "kind"],
    defaultSorting: [{ id: "name", desc: false }],
  });
  const users = usePagedQuery({ ...usersQuery(tenantId), enabled: connected });
  useAllPages(users);
  const all = usePageRows(users.data, byId);
  const rows = useFilteredRows({
    rows: all,
    search: url.search,
    selected: url.selected,
    valuesOf,
    searchText,
  });
  const options = (id: keyof typeof valuesOf) =>
    [...countValues(all, valuesOf[id])].map(([value, count]) => ({
      value,
      count,
      label: capitalized(value),
    }));

  return (
    <DataTable
      label="Users"
      columns={columns}
      rows={rows}
      rowId={(user) => user.id}
      rowHref={(user) => paths.user(tenantId, user.id)}
      state={{
        loading: connected && users.isPending,
        fetching: users.isFetching,
        error: tableError(users.error, "The users could not be read", () => void users.refetch()),
        empty: connected ? (
          <EmptyState icon={Users} title="This tenant has no users" />
        ) : (
          <NotConnected tenantId={tenantId} what="users" />
        ),
      }}
      search={url.searchProps("Search users", "Name, email, subject…")}
      filters={[
        url.filterProps("status", "Status", options("status")),
        url.filterProps("kind", "Kind", options("kind")),
      ]}
      toolbar={
        <>
          <LocalExportMenu name="users" columns={columns} rows={rows} table={url.tableProps} />
          <ViewsMenu url={url} whole="All users" />
        </>
      }
      {...url.tableProps}
      footer={
        connected
          ? {
              noun: { one: "user", many: "users" },
              total: all.length,
              shown: rows.length,
              asOf: users.data?.pages[0]?.asOf,
              onRefresh: () => void users.refetch(),
              cutNotice: users.hasNextPage ? `Reading ${users.data?.pages[0]?.total ?? "more"} …` : undefined,
            }
          : undefined
      }
    />
  );
}

const UserName = ({ user }: { user: User }) => (
  <span className="flex min-w-0 items-center gap-2">
    <BidiText className="min-w-0 font-medium">{user.name}</BidiText>
    {user.bot ? <BotBadge consoleBot={user.consoleBot} /> : null}
  </span>
);

const Text = ({ children }: { children: string | null }) =>
  children ? <BidiText>{children}</BidiText> : <span className="text-text-faint">—</span>;
