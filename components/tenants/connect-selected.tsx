"use client";

import { PlugZap } from "lucide-react";
import type { DataTableSelection } from "@/components/data-table/data-table-types";
import { useMay } from "@/components/providers/person";
import { Button } from "@/components/ui/button";
import { ButtonLink } from "@/components/ui/link";
import { paths } from "@/lib/client/paths";
import type { TenantsQuestion } from "@/lib/client/queries/tenants";
import { MOST_IDS } from "@/lib/contracts/limits";

interface ConnectSelectedProps {
  readonly selection: DataTableSelection;
  readonly question: TenantsQuestion;
}

/** Leads to connecting many, with the selected tenants named there already. */
export function ConnectSelected({ selection: { all, ids, count }, question }: ConnectSelectedProps) {
  if (!useMay("admin")) return null;
  // An address holds only so many ids; all of them together need none.
  if (all ? ids.size > 0 : count > MOST_IDS) {
    const reason = `Select up to ${MOST_IDS} tenants, or all that match, to connect them.`;
    return (
      <Button size="sm" disabled title={reason}>
        <PlugZap aria-hidden="true" />
        Connect
        <span className="sr-only">. {reason}</span>
      </Button>
    );
  }
  return (
    <ButtonLink
      size="sm"
      href={paths.connectManyOf(all ? { ...question, all: "1" } : { id: [...ids].join(",") })}
    >
      <PlugZap aria-hidden="true" />
      Connect many
    </ButtonLink>
  );
}
