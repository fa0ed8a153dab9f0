"use client";

import { type InfiniteData, useQueryClient } from "@tanstack/react-query";
import { useEffect, useRef, useState } from "react";
import type { z } from "zod";
import { toastProblem } from "@/components/problems/problem-toast";
import { credentialKeys, forgetConnections } from "@/lib/client/queries/credentials";
import { callWithEvents } from "@/lib/client/streams";
import type {
  CredentialList,
  ListedCredential,
  RecheckEvent,
  verifyCredentials,
} from "@/lib/contracts/credential-list";

/** How far checking has come. */
export interface Checks {
  readonly state: "running" | "finished" | "stopped";
  readonly total: number;
  readonly works: number;
  readonly failing: number;
  /** Could not be checked at all. */
  readonly skipped: number;
  readonly checking: ReadonlySet<string>;
}

const begun: Checks = {
  state: "running",
  total: 0,
  works: 0,
  failing: 0,
  skipped: 0,
  checking: new Set(),
};

/** Checks stored credentials again: rows change as they are found, and it can be stopped. Leaving the page stops it. */
export function useCredentialChecks() {
  const queryClient = useQueryClient();
  const [checks, setChecks] = useState<Checks>();
  const call = useRef<AbortController>(undefined);
  useEffect(() => () => call.current?.abort(), []);

  function take(event: RecheckEvent) {
    setChecks((before) => before && after(before, event));
    if (event.kind === "checked")
      queryClient.setQueriesData<InfiniteData<CredentialList>>({ queryKey: credentialKeys.all }, (data) =>
        withCredential(data, event.credential),
      );
  }

  async function check(body: z.input<typeof verifyCredentials.body>) {
    const controller = new AbortController();
    call.current = controller;
    setChecks(begun);
    try {
      await callWithEvents<typeof verifyCredentials>(
        "POST /api/credentials/verify",
        { body, signal: controller.signal },
        take,
      );
      setChecks((before) => before && { ...before, state: "finished", checking: new Set() });
    } catch (failure) {
      if (controller.signal.aborted) {
        setChecks((before) => before && { ...before, state: "stopped", checking: new Set() });
      } else {
        setChecks(undefined);
        if (!(failure instanceof Error)) throw failure;
        toastProblem("The credentials could not be checked", failure);
      }
    }
    await forgetConnections(queryClient);
  }

  return {
    checks,
    check: (body: Parameters<typeof check>[0]) => void check(body),
    stop: () => call.current?.abort(),
    dismiss: () => setChecks(undefined),
  };
}

function after(checks: Checks, event: RecheckEvent): Checks {
  if (event.kind === "total") return { ...checks, total: event.total };
  if (event.kind === "checking") return { ...checks, checking: new Set([...checks.checking, event.id]) };
  const id = event.kind === "checked" ? event.credential.id : event.id;
  const checking = new Set([...checks.checking].filter((other) => other !== id));
  const found =
    event.kind === "not-checked" ? "skipped" : event.credential.health === "works" ? "works" : "failing";
  return { ...checks, checking, [found]: checks[found] + 1 };
}

/** The same pages, with this credential as it is now. */
function withCredential(data: InfiniteData<CredentialList> | undefined, credential: ListedCredential) {
  return (
    data && {
      ...data,
      pages: data.pages.map((page) => ({
        ...page,
        data: page.data.map((one) => (one.id === credential.id ? credential : one)),
      })),
    }
  );
}
