"use client";

import { useInfiniteQuery } from "@tanstack/react-query";
import { type FormEvent, useState } from "react";
import { useAllPages } from "@/components/providers/use-all-pages";
import { regionWords } from "@/components/tenants/region-name";
import { Button } from "@/components/ui/button";
import { ErrorSummary } from "@/components/ui/error-summary";
import { Field } from "@/components/ui/field";
import { Input } from "@/components/ui/input";
import { SecretInput } from "@/components/ui/secret-input";
import { Select } from "@/components/ui/select";
import { tenantsQuery, tenantsQuestion } from "@/lib/client/queries/tenants";
import { TenantChoice } from "./tenant-choice";
import { useCreateDraft } from "./use-create-draft";

/** Takes one OAuth client and the tenants that it is for. */
export function RegionForm() {
  const [clientId, setClientId] = useState("");
  const [clientSecret, setClientSecret] = useState("");
  const [region, setRegion] = useState("");
  const [chosen, setChosen] = useState<ReadonlySet<string>>(new Set());
  const { create, pending, problem, attempt } = useCreateDraft();
  const tenants = useInfiniteQuery(tenantsQuery(tenantsQuestion({ region, connection: "none" })));
  useAllPages({ ...tenants, hasNextPage: tenants.hasNextPage && region !== "" });
  const regions = tenants.data?.pages[0]?.facets.region ?? [];
  const rows = tenants.data?.pages.flatMap((page) => page.data) ?? [];
  const errorAt = (path: string) => problem?.errors?.find((error) => error.path === path)?.message;

  function chooseRegion(next: string) {
    setRegion(next);
    setChosen(new Set());
  }

  function submit(event: FormEvent) {
    event.preventDefault();
    create({ clientId, clientSecret, tenantIds: [...chosen] });
  }

  return (
    <form method="post" noValidate onSubmit={submit} className="flex flex-col gap-4">
      {problem ? (
        <ErrorSummary title="The tenants were not taken in" attempt={attempt}>
          <p>
            {problem.detail} {problem.advice}
          </p>
        </ErrorSummary>
      ) : null}
      <Field id="clientId" label="Client ID" error={errorAt("clientId")}>
        {(control) => (
          <Input
            {...control}
            value={clientId}
            onChange={(event) => setClientId(event.target.value)}
            autoComplete="off"
            spellCheck={false}
            className="font-mono"
          />
        )}
      </Field>
      <Field
        id="clientSecret"
        label="Client secret"
        help="Stored encrypted, and never shown again."
        error={errorAt("clientSecret")}
      >
        {(control) => (
          <SecretInput
            {...control}
            value={clientSecret}
            onChange={(event) => setClientSecret(event.target.value)}
          />
        )}
      </Field>
      <Field id="region" label="Region" help="Tenants of it that are not connected yet are offered below.">
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
          tenants={rows}
          reading={tenants.isFetching}
          chosen={chosen}
          onChange={setChosen}
          error={errorAt("tenantIds")}
        />
      )}
      <div>
        <Button
          type="submit"
          variant="primary"
          disabled={chosen.size === 0}
          pending={pending}
          pendingLabel="Taking in…"
        >
          {chosen.size === 1 ? "Take in 1 tenant" : `Take in ${chosen.size.toLocaleString("en")} tenants`}
        </Button>
      </div>
    </form>
  );
}
