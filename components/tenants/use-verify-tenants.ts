"use client";

import { useMutation, useQueryClient } from "@tanstack/react-query";
import { toastProblem } from "@/components/problems/problem-toast";
import { toast } from "@/components/ui/toast";
import { ApiError, call } from "@/lib/client/api";
import { forgetConnections } from "@/lib/client/queries/credentials";
import type { Tenant, verifyTenantCredential } from "@/lib/contracts/tenants";

/** So many checks run side by side; the server paces what reaches Qlik. */
const AT_ONCE = 4;
const toastId = "verify-tenants";

/** Checks the stored credentials of many tenants, tells how far it is, and can be stopped between two. */
export function useVerifyTenants() {
  const queryClient = useQueryClient();
  const { mutate, isPending } = useMutation({
    mutationFn: async (read: () => Promise<readonly Tenant[]>) => {
      const connected = (await read()).filter((tenant) => tenant.connection !== "none");
      return verifyAll(connected);
    },
    onSuccess: ({ passed, failed, left }) => {
      if (passed + failed + left === 0) {
        toast.info("None of the selected tenants is connected", { id: toastId });
        return;
      }
      const parts = [
        `${passed} connected`,
        `${failed} failing`,
        ...(left > 0 ? [`${left} not checked`] : []),
      ];
      toast[failed > 0 ? "warning" : "success"](`Checked: ${parts.join(", ")}`, {
        id: toastId,
        action: null,
      });
    },
    onError: (failure) => {
      toast.dismiss(toastId);
      toastProblem("The credentials could not be checked", failure);
    },
    onSettled: () => forgetConnections(queryClient),
  });
  return { verify: mutate, verifying: isPending };
}

async function verifyAll(tenants: readonly Tenant[]) {
  const waiting = [...tenants];
  const counts = { passed: 0, failed: 0, left: 0 };
  let stopped = false;
  const stop = {
    label: "Stop",
    onClick: () => {
      stopped = true;
    },
  };
  const tell = () => {
    const done = counts.passed + counts.failed;
    toast.loading(`Checking credentials: ${done} of ${tenants.length}`, { id: toastId, action: stop });
  };
  async function work() {
    for (let tenant = waiting.shift(); tenant && !stopped; tenant = waiting.shift()) {
      counts[(await passes(tenant)) ? "passed" : "failed"] += 1;
      tell();
    }
  }
  if (tenants.length > 0) tell();
  await Promise.all(Array.from({ length: AT_ONCE }, work));
  return { ...counts, left: tenants.length - counts.passed - counts.failed };
}

async function passes({ id }: Tenant): Promise<boolean> {
  try {
    const { connection } = await call<typeof verifyTenantCredential>(
      "POST /api/tenants/{tenantId}/credential/verify",
      { params: { tenantId: id } },
    );
    return connection === "connected";
  } catch (failure) {
    // One that cannot be checked does not hold up the others; that nobody is signed in any more does.
    if (failure instanceof ApiError && failure.problem.code !== "unauthenticated") return false;
    throw failure;
  }
}
