"use client";

import { type ChangeEvent, type FormEvent, useState } from "react";
import { Button } from "@/components/ui/button";
import { cn } from "@/components/ui/cn";
import { controlStyles } from "@/components/ui/control-styles";
import { ErrorSummary } from "@/components/ui/error-summary";
import { Field } from "@/components/ui/field";
import { textOfFile } from "@/lib/client/text-of-file";
import type { ChosenTenant } from "@/lib/contracts/connection-drafts";
import { useCreateDraft } from "./use-create-draft";

/** The rows of chosen tenants, with their clients left to be filled in. */
const rowsOf = (tenants: readonly ChosenTenant[]): string =>
  tenants.length === 0
    ? ""
    : ["hostname,client id,client secret", ...tenants.map(({ hostname }) => `${hostname},,`)].join("\n");

/** Takes a file, or what is pasted. A file goes straight to the server: its secrets are never shown. */
export function CsvForm({ chosen }: { chosen: readonly ChosenTenant[] }) {
  const [text, setText] = useState(() => rowsOf(chosen));
  const { create, pending, problem, attempt } = useCreateDraft();

  async function takeFile({ currentTarget }: ChangeEvent<HTMLInputElement>) {
    const file = currentTarget.files?.[0];
    if (file) create({ csv: await textOfFile(file) });
  }

  function submit(event: FormEvent) {
    event.preventDefault();
    create({ csv: text });
  }

  return (
    <form method="post" noValidate onSubmit={submit} className="flex flex-col gap-4">
      {problem ? (
        <ErrorSummary title="The file was not imported" attempt={attempt}>
          <p>
            {problem.detail} {problem.advice}
          </p>
        </ErrorSummary>
      ) : null}
      <Field id="file" label="CSV file">
        {(control) => (
          <input
            {...control}
            type="file"
            accept=".csv,.txt,text/csv,text/plain"
            onChange={takeFile}
            className="text-sm file:mr-3 file:h-8 touch:file:h-11 file:cursor-pointer file:rounded-md file:border file:border-line-strong file:border-solid file:bg-surface-raised file:px-3 file:font-medium file:text-sm file:text-text"
          />
        )}
      </Field>
      <Field
        id="csv"
        label={chosen.length > 0 ? "Or fill in the rows" : "Or paste the rows"}
        help={
          chosen.length > 0
            ? "Write each tenant's client ID and client secret behind its hostname, here or in a spreadsheet."
            : "From a spreadsheet, too: columns with tabs between."
        }
      >
        {(control) => (
          <textarea
            {...control}
            value={text}
            onChange={(event) => setText(event.target.value)}
            rows={8}
            autoComplete="off"
            spellCheck={false}
            placeholder={"hostname,client id,client secret\nacme.eu.qlikcloud.com,…,…"}
            className={cn(controlStyles, "py-2 font-mono text-sm")}
          />
        )}
      </Field>
      <div>
        <Button type="submit" variant="primary" pending={pending} pendingLabel="Importing…">
          Import the rows
        </Button>
      </div>
    </form>
  );
}
