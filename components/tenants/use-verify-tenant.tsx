"use client";

import { useMutation, useQueryClient } from "@tanstack/react-query";
import { toastProblem } from "@/components/problems/problem-toast";
import { toast } from "@/components/ui/toast";
import { forgetConnections } from "@/lib/client/queries/credentials";
import { callWithSteps } from "@/lib/client/streams";
import type { CheckStep } from "@/lib/contracts/checks";
import type { Tenant, verifyTenantCredential } from "@/lib/contracts/tenants";

/** Checks a tenant's stored credential again and tells how that went. */
export function useVerifyTenant(
  { id, name }: Pick<Tenant, "id" | "name">,
  onStep: (step: CheckStep) => void = () => undefined,
) {
  const queryClient = useQueryClient();
  const { mutate, isPending } = useMutation({
    mutationFn: () =>
      callWithSteps<typeof verifyTenantCredential>(
        "POST /api/tenants/{tenantId}/credential/verify",
        { params: { tenantId: id } },
        onStep,
      ),
    onSuccess: (tenant) => {
      if (tenant.connection === "connected") toast.success(`${name} is connected`);
      else toast.error(`${name} cannot be used`, { description: tenant.connectionProblem });
    },
    onError: (failure) => toastProblem("The credential could not be checked", failure),
    onSettled: () => forgetConnections(queryClient),
  });
  return { verify: () => mutate(), verifying: isPending };
}
