"use client";

import { useInfiniteQuery } from "@tanstack/react-query";
import { useState } from "react";
import { useAllPages } from "@/components/providers/use-all-pages";
import { regionWords } from "@/components/tenants/region-name";
import { Field } from "@/components/ui/field";
import { Notice } from "@/components/ui/notice";
import { Select } from "@/components/ui/select";
import { tenantsQuery, tenantsQuestion } from "@/lib/client/queries/tenants";
import type { ChosenTenant } from "@/lib/contracts/connection-drafts";
import { SharedClientForm } from "./shared-client-form";
import { TenantChoice } from "./tenant-choice";

/** Takes one OAuth client and the tenants of a region that it is for. */
export function RegionForm() {
  const [region, setRegion] = useState("");
  const [chosen, setChosen] = useState<ReadonlySet<string>>(new Set());
  const tenants = useInfiniteQuery(tenantsQuery(tenantsQuestion({ region, connection: "none" })));
  useAllPages({ ...tenants, hasNextPage: tenants.hasNextPage && region !== "" });
  const regions = tenants.data?.pages[0]?.facets.region ?? [];
  const rows = tenants.data?.pages.flatMap((page) => page.data) ?? [];

  function chooseRegion(next: string) {
    setRegion(next);
    setChosen(new Set());
  }

  return (
    <SharedClientForm chosen={chosen}>
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
            <TenantChoice
              tenants={rows.map(({ hostnames, ...row }) => ({ ...row, hostname: hostnames[0] ?? "" }))}
              reading={tenants.isFetching}
              chosen={chosen}
              onChange={setChosen}
              error={error}
            />
          )}
        </>
      )}
    </SharedClientForm>
  );
}

/** The same for tenants that were chosen elsewhere. */
export function ChosenForm({ tenants }: { tenants: readonly ChosenTenant[] }) {
  const [chosen, setChosen] = useState<ReadonlySet<string>>(() => new Set(tenants.map(({ id }) => id)));
  const connected = tenants.filter(({ id, isConnected }) => isConnected && chosen.has(id)).length;
  return (
    <SharedClientForm chosen={chosen}>
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
