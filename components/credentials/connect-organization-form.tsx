"use client";

import { zodResolver } from "@hookform/resolvers/zod";
import { useQueryClient } from "@tanstack/react-query";
import type { Route } from "next";
import { useRouter } from "next/navigation";
import { useEffect, useRef } from "react";
import { useForm } from "react-hook-form";
import type { z } from "zod";
import { useCheckedCall } from "@/components/checks/use-checked-call";
import { tenantsWords } from "@/components/organizations/shared-tenants";
import { Field } from "@/components/ui/field";
import { Input } from "@/components/ui/input";
import { toast } from "@/components/ui/toast";
import { paths } from "@/lib/client/paths";
import { forgetConnections } from "@/lib/client/queries/credentials";
import { connectOrganizationSteps, organizationCheckSteps } from "@/lib/contracts/checks";
import {
  type changeOrganization,
  type connectOrganization,
  connectOrganizationInput,
} from "@/lib/contracts/organizations";
import { CredentialForm } from "./credential-form";

interface ConnectOrganizationFormProps {
  /** The one whose credential is replaced; without one, a new organization is connected. */
  readonly organization?: { readonly id: string; readonly name: string } | undefined;
}

/** Takes an organization-level OAuth client, shows the check as it runs, and stores it only when that passed. */
export function ConnectOrganizationForm({ organization }: ConnectOrganizationFormProps) {
  const router = useRouter();
  const queryClient = useQueryClient();
  const change = useCheckedCall<typeof changeOrganization>(
    "PATCH /api/organizations/{organizationId}",
    organizationCheckSteps,
  );
  const connect = useCheckedCall<typeof connectOrganization>(
    "POST /api/organizations",
    connectOrganizationSteps,
  );
  const { steps, problem } = organization ? change : connect;
  const form = useForm({
    // Sent as it was typed: what the parser makes of a secret is for the server.
    resolver: zodResolver(connectOrganizationInput, undefined, { raw: true }),
    defaultValues: { name: organization?.name ?? "", clientId: "", clientSecret: "", storeUnchecked: false },
  });
  const { register, formState } = form;
  const errorAt = (name: "name" | "clientId" | "clientSecret") =>
    formState.errors[name]?.message ?? problem?.errors?.find((error) => error.path === name)?.message;

  // In the order in which they stand on the page: the first that is wrong gets the focus.
  const nameField = register("name");

  // The first page is there and the rest goes on arriving: nobody has to wait here for ten thousand tenants.
  const left = useRef(false);
  const firstPageRead = connect.steps?.some(
    ({ id, message }) => id === "read-tenants" && message !== undefined,
  );
  useEffect(() => {
    if (!firstPageRead || left.current) return;
    left.current = true;
    void forgetConnections(queryClient);
    router.push(paths.tenants);
  }, [firstPageRead, queryClient, router]);

  async function submit(body: z.input<typeof connectOrganizationInput>) {
    const stored = await (organization
      ? change.run({ params: { organizationId: organization.id }, body })
      : connect.run({ body }));
    if (!stored) return;
    await forgetConnections(queryClient);
    if (stored.lastSync?.outcome === "failed")
      toast.error(`The tenants of ${stored.name} could not be read`, {
        description: stored.lastSync.message,
      });
    else
      toast.success(
        organization ? `${stored.name} is changed` : `${stored.name} is connected: ${tenantsWords(stored)}`,
      );
    if (left.current) return;
    left.current = true;
    router.push((organization ? paths.credentials : paths.tenants) as Route);
  }

  return (
    <CredentialForm
      refusal={organization ? "The organization was not changed" : "The organization was not connected"}
      problem={problem}
      steps={steps}
      attempt={formState.submitCount}
      submitting={formState.isSubmitting}
      submitLabel={organization ? "Replace credential" : "Connect organization"}
      onSubmit={form.handleSubmit(submit)}
      onStoreAnyway={form.handleSubmit((body) => submit({ ...body, storeUnchecked: true }))}
      clientId={register("clientId")}
      clientSecret={register("clientSecret")}
      errorAt={errorAt}
    >
      <Field
        id="name"
        label="Name"
        help="How this console calls it; Qlik has no name for it."
        error={errorAt("name")}
      >
        {(control) => <Input {...control} {...nameField} autoComplete="off" />}
      </Field>
    </CredentialForm>
  );
}
