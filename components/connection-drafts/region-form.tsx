"use client";

import { useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { useAllPages } from "@/components/providers/use-all-pages";
import { usePagedQuery } from "@/components/providers/use-paged-query";
import { regionWords } from "@/components/tenants/region-name";
import { Field } from "@/components/ui/field";
import { Notice } from "@/components/ui/notice";
import { Select } from "@/components/ui/select";
import { organizationsQuery } from "@/lib/client/queries/organizations";
import { tenantsQuery, tenantsQuestion } from "@/lib/client/queries/tenants";
import { type ChosenTenant, whyNotConnectable } from "@/lib/contracts/connection-drafts";
import { LeftOut } from "./left-out";
import { SharedClientForm } from "./shared-client-form";
import { byOrganization, organizationOf, TenantChoice } from "./tenant-choice";

/** Takes one OAuth client and the tenants of a region that it is for. */
export function RegionForm() {
  const [region, setRegion] = useState("");
  const [chosen, setChosen] = useState<ReadonlySet<string>>(new Set());
  const { data: organizations } = useQuery(organizationsQuery());
  const tenants = usePagedQuery(tenantsQuery(tenantsQuestion({ region, connection: "none" })), organizations);
  useAllPages({ ...tenants, hasNextPage: tenants.hasNextPage && region !== "" });
  const regions = tenants.data?.pages[0]?.facets.region ?? [];
  const rows = tenants.data?.pages.flatMap((page) => page.data) ?? [];
  const now = new Date(tenants.data?.pages[0]?.asOf ?? 0);
  const offered = rows.map(({ hostnames, ...row }) => ({
    ...row,
    hostname: hostnames[0] ?? "",
    why: whyNotConnectable(row, now),
  }));
  const connectable = offered.filter(({ why }) => why === null);

  function chooseRegion(next: string) {
    setRegion(next);
    setChosen(new Set());
  }

  return (
    <SharedClientForm chosen={chosen} organizations={organizationsOf(connectable, chosen)}>
      {(error) => (
        <>
          <Field
            id="region"
            label="Region"
            help="Tenants of it that are not connected yet are offered below."
          >
            {(control) => (
              <Select
                {...control}
                value={region}
                onValueChange={chooseRegion}
                options={regions.map(({ value }) => ({ value, label: regionWords(value) }))}
              />
            )}
          </Field>
          {region === "" ? null : (
            <>
              <TenantChoice
                tenants={connectable}
                reading={tenants.isFetching}
                chosen={chosen}
                onChange={setChosen}
                error={error}
              />
              <LeftOut
                tenants={offered.flatMap(({ why, ...row }) => (why === null ? [] : [{ ...row, why }]))}
              />
            </>
          )}
        </>
      )}
    </SharedClientForm>
  );
}

const organizationsOf = (
  tenants: readonly Pick<ChosenTenant, "id" | "organizationId" | "organizationName">[],
  chosen: ReadonlySet<string>,
): string[] =>
  byOrganization(tenants.filter(({ id }) => chosen.has(id)))
    .map(([one]) => organizationOf(one))
    .sort();

/** The same for tenants that were chosen elsewhere: those of one organization are ticked, the others are there to be. */
export function ChosenForm({ tenants }: { tenants: readonly ChosenTenant[] }) {
  const [chosen, setChosen] = useState<ReadonlySet<string>>(
    () => new Set(byOrganization(tenants)[0]?.map(({ id }) => id)),
  );
  const connected = tenants.filter(({ id, isConnected }) => isConnected && chosen.has(id)).length;
  return (
    <SharedClientForm chosen={chosen} organizations={organizationsOf(tenants, chosen)}>
      {(error) => (
        <>
          <TenantChoice
            tenants={tenants}
            reading={false}
            chosen={chosen}
            onChange={setChosen}
            error={error}
          />
          {connected === 0 ? null : (
            <Notice
              tone="info"
              title={connected === 1 ? "1 of them is connected" : `${connected} of them are connected`}
            >
              What they have now goes only when the new client has passed its check there.
            </Notice>
          )}
        </>
      )}
    </SharedClientForm>
  );
}
