"use client";

import { useMutation } from "@tanstack/react-query";
import type { Route } from "next";
import { useRouter } from "next/navigation";
import type { z } from "zod";
import { ApiError, call } from "@/lib/client/api";
import { paths } from "@/lib/client/paths";
import type { createConnectionDraft } from "@/lib/contracts/connection-drafts";

/** Hands the tenants over and opens the draft that they become. */
export function useCreateDraft() {
  const router = useRouter();
  const { mutate, isPending, error, failureCount, submittedAt } = useMutation({
    mutationFn: (body: z.input<typeof createConnectionDraft.body>) =>
      call<typeof createConnectionDraft>("POST /api/connection-drafts", { body }),
    onSuccess: ({ id }) => router.push(paths.connectionDraft(id) as Route),
  });
  const problem = error instanceof ApiError ? error.problem : undefined;
  return { create: mutate, pending: isPending, problem, attempt: failureCount + submittedAt };
}
