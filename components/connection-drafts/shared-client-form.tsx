"use client";

import { type FormEvent, type ReactNode, useState } from "react";
import { ClientIdField, ClientSecretField } from "@/components/credentials/client-fields";
import { BidiText } from "@/components/ui/bidi-text";
import { Button } from "@/components/ui/button";
import { Checkbox } from "@/components/ui/checkbox";
import { ErrorSummary } from "@/components/ui/error-summary";
import { Notice } from "@/components/ui/notice";
import { useCreateDraft } from "./use-create-draft";

interface SharedClientFormProps {
  /** Ids of the tenants that the client is for. */
  readonly chosen: ReadonlySet<string>;
  /** Names of the organizations that they belong to. */
  readonly organizations: readonly string[];
  /** Where they are chosen; given what is wrong with the choice. */
  readonly children: (error: string | undefined) => ReactNode;
}

/** Takes one OAuth client for several tenants. */
export function SharedClientForm({ chosen, organizations, children }: SharedClientFormProps) {
  const [clientId, setClientId] = useState("");
  const [clientSecret, setClientSecret] = useState("");
  // It was said of the organizations that were there to be read, and of no other one that is chosen later.
  const [meantFor, setMeantFor] = useState("");
  const asked = JSON.stringify(organizations);
  const meantForAll = meantFor === asked;
  const spansOrganizations = organizations.length > 1;
  const { create, pending, problem, attempt } = useCreateDraft();
  const errorAt = (path: string) => problem?.errors?.find((error) => error.path === path)?.message;

  function submit(event: FormEvent) {
    event.preventDefault();
    create({
      clientId,
      clientSecret,
      tenantIds: [...chosen],
      acrossOrganizations: spansOrganizations && meantForAll,
    });
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
      {spansOrganizations ? (
        <Notice
          tone="warning"
          title={
            <BidiText wrap>
              {`These tenants belong to ${organizations.length} organizations: ${inWords(organizations)}`}
            </BidiText>
          }
        >
          <span className="flex items-center gap-3">
            <Checkbox
              id="meantForAll"
              checked={meantForAll}
              onChange={({ target }) => setMeantFor(target.checked ? asked : "")}
            />
            <label htmlFor="meantForAll">Send this client’s secret to the tenants of all of them</label>
          </span>
        </Notice>
      ) : null}
      <div>
        <Button
          type="submit"
          variant="primary"
          disabled={chosen.size === 0 || (spansOrganizations && !meantForAll)}
          pending={pending}
          pendingLabel="Importing…"
        >
          {chosen.size === 1 ? "Import 1 tenant" : `Import ${chosen.size.toLocaleString("en")} tenants`}
        </Button>
      </div>
    </form>
  );
}

const inWords = (names: readonly string[]): string => new Intl.ListFormat("en").format(names);
