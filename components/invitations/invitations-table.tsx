"use client";

import { useQuery } from "@tanstack/react-query";
import { MailPlus } from "lucide-react";
import { DataTable } from "@/components/data-table/data-table";
import type { DataTableColumn } from "@/components/data-table/data-table-types";
import { tableError } from "@/components/problems/table-error";
import { BidiText } from "@/components/ui/bidi-text";
import { EmptyState } from "@/components/ui/empty-state";
import { useNow } from "@/components/ui/now";
import { RelativeTime } from "@/components/ui/relative-time";
import { Status } from "@/components/ui/status";
import { invitationsQuery } from "@/lib/client/queries/invitations";
import { momentOf } from "@/lib/contracts/instants";
import type { Invitation } from "@/lib/contracts/invitations";
import { InvitationRowMenu } from "./invitation-row-menu";

const columns: readonly DataTableColumn<Invitation>[] = [
  {
    id: "name",
    header: "Name",
    minWidth: 176,
    grow: 2,
    sortValue: ({ name }) => name,
    cell: ({ name }) => <BidiText className="font-medium">{name}</BidiText>,
  },
  {
    id: "email",
    header: "Email",
    minWidth: 192,
    grow: 2,
    card: "subtitle",
    sortValue: ({ email }) => email,
    cell: ({ email }) => <BidiText>{email}</BidiText>,
  },
  { id: "role", header: "Role", width: 112, sortValue: ({ role }) => role, cell: ({ role }) => role },
  {
    id: "invitedBy",
    header: "Invited by",
    minWidth: 144,
    sortValue: ({ invitedBy }) => invitedBy.name,
    cell: ({ invitedBy }) => <BidiText>{invitedBy.name}</BidiText>,
  },
  {
    id: "createdAt",
    header: "Invited",
    width: 128,
    sortValue: ({ createdAt }) => momentOf(createdAt),
    exportValue: ({ createdAt }) => createdAt,
    cell: ({ createdAt }) => <RelativeTime value={createdAt} />,
  },
  {
    id: "expiresAt",
    header: "Link",
    width: 168,
    card: "badge",
    sortValue: ({ expiresAt }) => momentOf(expiresAt),
    exportValue: ({ expiresAt }) => expiresAt,
    cell: (invitation) => <LinkState invitation={invitation} />,
  },
];

/** Whom administrators have invited, and who has not joined yet. */
export function InvitationsTable() {
  const invitations = useQuery(invitationsQuery());
  const rows = invitations.data?.data ?? none;
  return (
    <DataTable
      label="Invitations"
      columns={columns}
      rows={rows}
      rowId={({ id }) => id}
      rowActions={(invitation) => <InvitationRowMenu invitation={invitation} />}
      state={{
        loading: invitations.isPending,
        fetching: invitations.isFetching,
        error: tableError(
          invitations.error,
          "The invitations could not be read",
          () => void invitations.refetch(),
        ),
        empty: (
          <EmptyState icon={MailPlus} title="No invitation is open">
            Whoever is invited stands here until they have joined.
          </EmptyState>
        ),
      }}
      footer={{
        noun: { one: "invitation", many: "invitations" },
        total: rows.length,
        asOf: invitations.data?.asOf,
        onRefresh: () => void invitations.refetch(),
      }}
    />
  );
}

const none: Invitation[] = [];

function LinkState({ invitation: { expiresAt } }: { invitation: Invitation }) {
  const isOver = useNow() >= Date.parse(expiresAt);
  if (isOver) return <Status tone="warning">Has run out</Status>;
  return (
    <Status tone="info">
      Runs out <RelativeTime value={expiresAt} />
    </Status>
  );
}
