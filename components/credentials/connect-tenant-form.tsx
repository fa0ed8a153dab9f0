"use client";

import { zodResolver } from "@hookform/resolvers/zod";
import { useQueryClient } from "@tanstack/react-query";
import type { Route } from "next";
import { useRouter } from "next/navigation";
import { useForm } from "react-hook-form";
import type { z } from "zod";
import { useCheckedCall } from "@/components/checks/use-checked-call";
import { toast } from "@/components/ui/toast";
import { pastedHostname } from "@/lib/client/pasted-hostname";
import { paths } from "@/lib/client/paths";
import { forgetConnections } from "@/lib/client/queries/credentials";
import { tenantCheckSteps } from "@/lib/contracts/checks";
import { tenantCredentialInput } from "@/lib/contracts/credentials";
import type { connectTenant, putTenantCredential } from "@/lib/contracts/tenants";
import { HostnameField } from "./client-fields";
import { CredentialForm } from "./credential-form";

interface ConnectTenantFormProps {
  /** A tenant that is listed already; without one, its id comes from Qlik. */
  readonly tenant?:
    | { readonly id: string; readonly name: string; readonly hostname: string; readonly replaces: boolean }
    | undefined;
}

/** Takes an OAuth client of a tenant, shows the check as it runs, and stores it only when that passed. */
export function ConnectTenantForm({ tenant }: ConnectTenantFormProps) {
  const router = useRouter();
  const queryClient = useQueryClient();
  const listed = useCheckedCall<typeof putTenantCredential>(
    "PUT /api/tenants/{tenantId}/credential",
    tenantCheckSteps,
  );
  const unlisted = useCheckedCall<typeof connectTenant>("POST /api/tenants", tenantCheckSteps);
  const { steps, problem } = tenant ? listed : unlisted;
  const form = useForm({
    // Sent as it was typed: what the parser makes of a secret is for the server.
    resolver: zodResolver(tenantCredentialInput, undefined, { raw: true }),
    defaultValues: {
      hostname: tenant?.hostname ?? "",
      clientId: "",
      clientSecret: "",
      storeUnchecked: false,
    },
  });
  const { register, formState, setValue, getValues } = form;
  const errorAt = (name: "hostname" | "clientId" | "clientSecret") =>
    formState.errors[name]?.message ?? problem?.errors?.find((error) => error.path === name)?.message;

  async function submit(body: z.input<typeof tenantCredentialInput>) {
    const connected = await (tenant
      ? listed.run({ params: { tenantId: tenant.id }, body })
      : unlisted.run({ body }));
    if (!connected) return;
    await forgetConnections(queryClient);
    toast.success(`${connected.name} is ${connected.connection === "connected" ? "connected" : "stored"}`);
    router.push(paths.tenant(connected.id) as Route);
  }

  function tidyHostname() {
    setValue("hostname", pastedHostname(getValues("hostname")), { shouldValidate: formState.isSubmitted });
  }

  // In the order in which they stand on the page: the first that is wrong gets the focus.
  const hostnameField = register("hostname", { onBlur: tidyHostname });

  return (
    <CredentialForm
      refusal={"The tenant was not connected"}
      problem={problem}
      steps={steps}
      attempt={formState.submitCount}
      submitting={formState.isSubmitting}
      submitLabel={tenant?.replaces ? "Replace credential" : "Connect tenant"}
      onSubmit={form.handleSubmit(submit)}
      onStoreAnyway={form.handleSubmit((body) => submit({ ...body, storeUnchecked: true }))}
      clientId={register("clientId")}
      clientSecret={register("clientSecret")}
      errorAt={errorAt}
    >
      <HostnameField
        id="hostname"
        help="For example acme.eu.qlikcloud.com. An address copied from the browser will do."
        error={errorAt("hostname")}
        {...hostnameField}
      />
    </CredentialForm>
  );
}
