"use client";

import { FileDown, RefreshCw, ShieldCheck } from "lucide-react";
import type { ReactNode } from "react";
import type { DataTableSelection } from "@/components/data-table/data-table-types";
import { toastProblem } from "@/components/problems/problem-toast";
import { useMay } from "@/components/providers/person";
import { Button } from "@/components/ui/button";
import { DropdownMenu } from "@/components/ui/dropdown-menu";
import { MenuItem } from "@/components/ui/menu-items";
import { selectedTenants, type TenantsQuestion, tenantsExportAddress } from "@/lib/client/queries/tenants";
import { MOST_IDS } from "@/lib/contracts/limits";
import { useVerifyTenants } from "./use-verify-tenants";

interface TenantsSelectionActionsProps {
  readonly selection: DataTableSelection;
  readonly question: TenantsQuestion;
  /** The visible columns, as an export takes them. */
  readonly columns: string;
  readonly onSync: (organizationIds: ReadonlySet<string>) => void;
  /** More to do with the selected tenants. */
  readonly children?: ReactNode;
}

/** What can be done with many tenants at once. */
export function TenantsSelectionActions({
  selection,
  question,
  columns,
  onSync,
  children,
}: TenantsSelectionActionsProps) {
  const mayAct = useMay("operator");
  const { verify, verifying } = useVerifyTenants();
  const read = () => selectedTenants(question, selection);

  async function sync() {
    try {
      const organizations = (await read()).flatMap(({ organizationId }) => organizationId ?? []);
      onSync(new Set(organizations));
    } catch (failure) {
      if (!(failure instanceof Error)) throw failure;
      toastProblem("The tenants could not be read", failure);
    }
  }
  return (
    <>
      {mayAct ? (
        <>
          <Button size="sm" disabled={verifying} onClick={() => verify(read)}>
            <ShieldCheck aria-hidden="true" />
            Check again
          </Button>
          <Button size="sm" onClick={() => void sync()}>
            <RefreshCw aria-hidden="true" />
            Read from Qlik
          </Button>
        </>
      ) : null}
      {children}
      <ExportSelected selection={selection} question={question} columns={columns} />
    </>
  );
}

function ExportSelected({
  selection: { all, ids, count },
  question,
  columns,
}: Pick<TenantsSelectionActionsProps, "selection" | "question" | "columns">) {
  // An address holds only so many ids; all of them together need none.
  const possible = all ? ids.size === 0 : count <= MOST_IDS;
  const query = { ...question, columns, ...(all ? {} : { id: [...ids].join(",") }) };
  if (!possible) {
    const reason = `Select up to ${MOST_IDS} tenants, or all that match, to export them.`;
    return (
      <Button size="sm" disabled title={reason}>
        <FileDown aria-hidden="true" />
        Export
        <span className="sr-only">. {reason}</span>
      </Button>
    );
  }
  return (
    <DropdownMenu
      align="start"
      trigger={
        <Button size="sm">
          <FileDown aria-hidden="true" />
          Export selected
        </Button>
      }
    >
      <MenuItem asChild>
        <a href={tenantsExportAddress({ ...query, format: "csv" })} download>
          CSV, for spreadsheets
        </a>
      </MenuItem>
      <MenuItem asChild>
        <a href={tenantsExportAddress({ ...query, format: "json" })} download>
          JSON, for programs
        </a>
      </MenuItem>
    </DropdownMenu>
  );
}
