"use client";

import { useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { DataTable } from "@/components/data-table/data-table";
import { tableError } from "@/components/problems/table-error";
import { Announce } from "@/components/ui/announce";
import { Breadcrumbs } from "@/components/ui/breadcrumbs";
import { Button } from "@/components/ui/button";
import { ButtonLink } from "@/components/ui/link";
import { PageHeader } from "@/components/ui/page-header";
import { paths } from "@/lib/client/paths";
import { connectionDraftQuery } from "@/lib/client/queries/connection-drafts";
import type { ConnectionDraft, ConnectionDraftRow } from "@/lib/contracts/connection-drafts";
import { countWords } from "./count-words";
import { draftColumns } from "./draft-columns";
import { DraftNotice } from "./draft-notice";
import { GiveUpDialog } from "./give-up-dialog";
import { MendRowDialog } from "./mend-row-dialog";
import { useDraftChecks } from "./use-draft-checks";

/** The tenants of a draft: what the check will do, how far each has come, and what can be done about a failure. */
export function DraftView({ draftId }: { draftId: string }) {
  const { data, error, refetch } = useQuery(connectionDraftQuery(draftId));
  const { check, running } = useDraftChecks(draftId);
  const [mending, setMending] = useState<ConnectionDraftRow>();
  const [givingUp, setGivingUp] = useState(false);
  const rows = data?.rows ?? noRows;
  return (
    <>
      <PageHeader
        title="Connect many tenants"
        breadcrumb={
          <Breadcrumbs
            crumbs={[
              { label: "Credentials", href: paths.credentials },
              { label: "Connect many", href: paths.connectMany },
              { label: rows.length === 1 ? "1 tenant" : `${rows.length.toLocaleString("en")} tenants` },
            ]}
          />
        }
        description={data ? countWords(data.counts) : ""}
        actions={data ? <Actions draft={data} onGiveUp={() => setGivingUp(true)} /> : undefined}
      />
      <Announce>{data ? spoken(data.counts, running) : ""}</Announce>
      {data ? <DraftNotice draft={data} running={running} onCheck={() => check()} /> : null}
      <DataTable
        label="Tenants to connect"
        columns={draftColumns}
        rows={rows}
        rowId={({ id }) => id}
        rowActionsWidth={156}
        rowActions={(row) =>
          row.state === "failed" || (row.state === "ready" && !running) ? (
            <span className="flex justify-end gap-1">
              <Button size="sm" aria-label={`Edit ${row.hostname}`} onClick={() => setMending(row)}>
                Edit
              </Button>
              {row.hasSecret ? (
                <Button size="sm" aria-label={`Check ${row.hostname}`} onClick={() => check([row.id])}>
                  {row.state === "failed" ? "Try again" : "Check"}
                </Button>
              ) : null}
            </span>
          ) : null
        }
        state={{
          loading: data === undefined,
          error: tableError(error, "The draft could not be read", () => void refetch()),
        }}
        footer={{ noun: { one: "tenant", many: "tenants" }, total: rows.length }}
      />
      {mending ? (
        <MendRowDialog
          draftId={draftId}
          row={mending}
          onClose={() => setMending(undefined)}
          onMended={(id) => check([id])}
        />
      ) : null}
      {data ? <GiveUpDialog draft={data} open={givingUp} onOpenChange={setGivingUp} /> : null}
    </>
  );
}

/** While it runs not each tenant by itself. */
const spoken = (counts: ConnectionDraft["counts"], running: boolean): string =>
  running ? "The tenants are being checked." : countWords(counts);

const noRows: ConnectionDraftRow[] = [];

function Actions({ draft: { counts }, onGiveUp }: { draft: ConnectionDraft; onGiveUp: () => void }) {
  const isDone = counts.ready + counts.checking + counts.failed === 0;
  return (
    <>
      {isDone ? (
        <ButtonLink href={`${paths.tenants}?connection=connected`}>Show the tenants</ButtonLink>
      ) : null}
      <Button onClick={onGiveUp}>{isDone ? "Remove this list" : "Give up the rest"}</Button>
    </>
  );
}
