"use client";

import { type FormEvent, type ReactNode, useState } from "react";
import { ClientIdField, ClientSecretField } from "@/components/credentials/client-fields";
import { Button } from "@/components/ui/button";
import { ErrorSummary } from "@/components/ui/error-summary";
import { useCreateDraft } from "./use-create-draft";

interface SharedClientFormProps {
  /** Ids of the tenants that the client is for. */
  readonly chosen: ReadonlySet<string>;
  /** Where they are chosen; given what is wrong with the choice. */
  readonly children: (error: string | undefined) => ReactNode;
}

/** Takes one OAuth client for several tenants. */
export function SharedClientForm({ chosen, children }: SharedClientFormProps) {
  const [clientId, setClientId] = useState("");
  const [clientSecret, setClientSecret] = useState("");
  const { create, pending, problem, attempt } = useCreateDraft();
  const errorAt = (path: string) => problem?.errors?.find((error) => error.path === path)?.message;

  function submit(event: FormEvent) {
    event.preventDefault();
    create({ clientId, clientSecret, tenantIds: [...chosen] });
  }

  return (
    <form method="post" noValidate onSubmit={submit} className="flex flex-col gap-4">
      {problem ? (
        <ErrorSummary title="The tenants were not imported" attempt={attempt}>
          <p>
            {problem.detail} {problem.advice}
          </p>
        </ErrorSummary>
      ) : null}
      <ClientIdField
        id="clientId"
        error={errorAt("clientId")}
        value={clientId}
        onChange={(event) => setClientId(event.target.value)}
      />
      <ClientSecretField
        id="clientSecret"
        error={errorAt("clientSecret")}
        value={clientSecret}
        onChange={(event) => setClientSecret(event.target.value)}
      />
      {children(errorAt("tenantIds"))}
      <div>
        <Button
          type="submit"
          variant="primary"
          disabled={chosen.size === 0}
          pending={pending}
          pendingLabel="Importing…"
        >
          {chosen.size === 1 ? "Import 1 tenant" : `Import ${chosen.size.toLocaleString("en")} tenants`}
        </Button>
      </div>
    </form>
  );
}
