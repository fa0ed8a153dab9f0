"use client";

import { useState } from "react";
import type { z } from "zod";
import { type AddressOf, ApiError, type CallInput } from "@/lib/client/api";
import { callWithSteps } from "@/lib/client/streams";
import type { CheckStep, CheckStepId } from "@/lib/contracts/checks";
import type { Operation } from "@/lib/contracts/operation";
import type { Problem } from "@/lib/contracts/problems";

/** Calls an operation that checks a credential: shows its steps as they pass and keeps the problem if there is one. */
export function useCheckedCall<O extends Operation>(address: AddressOf<O>, stepIds: readonly CheckStepId[]) {
  const [steps, setSteps] = useState<readonly CheckStep[]>();
  const [problem, setProblem] = useState<Problem>();

  async function run(input: CallInput<O>): Promise<z.output<O["answer"]> | undefined> {
    setProblem(undefined);
    setSteps(stepIds.map((id) => ({ id, state: "pending" })));
    try {
      return await callWithSteps<O>(address, input, (step) =>
        setSteps((all) => all?.map((one) => (one.id === step.id ? step : one))),
      );
    } catch (failure) {
      if (!(failure instanceof ApiError)) throw failure;
      setProblem(failure.problem);
      // What never began is not part of the story: a wrong field, a missing right.
      setSteps(failure.problem.steps);
      return undefined;
    }
  }

  return { run, steps, problem };
}
