"use client";

import { zodResolver } from "@hookform/resolvers/zod";
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useForm } from "react-hook-form";
import { ProblemMessage } from "@/components/problems/problem-message";
import { Button } from "@/components/ui/button";
import { ErrorSummary } from "@/components/ui/error-summary";
import { Field } from "@/components/ui/field";
import { Input } from "@/components/ui/input";
import { ButtonLink } from "@/components/ui/link";
import { ApiError, call } from "@/lib/client/api";
import { accountKeys } from "@/lib/client/queries/account";
import {
  codeInput,
  type confirmSecondFactor,
  type offerSecondFactor,
  type SecondFactorOffer,
} from "@/lib/contracts/account";
import { RecoveryCodeList } from "./recovery-code-list";
import { ScanSecret } from "./scan-secret";

interface EnrolSecondFactorProps {
  /** A path of this console. */
  readonly destination: string;
  /** Nothing but this may be done before. */
  readonly mustEnrol: boolean;
}

/** Sets up an authenticator app: scan, type a code, keep the recovery codes. Each step has a way on and a way back. */
export function EnrolSecondFactor({ destination, mustEnrol }: EnrolSecondFactorProps) {
  const queryClient = useQueryClient();
  const offer = useMutation({
    mutationFn: () => call<typeof offerSecondFactor>("POST /api/account/second-factor"),
  });
  const confirm = useMutation({
    mutationFn: (body: { code: string }) =>
      call<typeof confirmSecondFactor>("POST /api/account/second-factor/confirm", { body }),
    onSuccess: () => queryClient.invalidateQueries({ queryKey: accountKeys.all }),
  });

  if (confirm.data) {
    return (
      <div className="flex flex-col gap-4">
        <RecoveryCodeList codes={confirm.data.recoveryCodes} />
        <ButtonLink href={destination} variant="primary" size="lg">
          I have kept them
        </ButtonLink>
      </div>
    );
  }
  const back = mustEnrol ? null : (
    <ButtonLink href={destination} variant="ghost" size="lg">
      Not now
    </ButtonLink>
  );
  if (offer.data) {
    return (
      <div className="flex flex-col gap-4">
        {/* Another key is another form: the code that was typed belongs to the former one. */}
        <ShowCode
          key={offer.data.secret}
          offer={offer.data}
          onSubmit={confirm.mutateAsync}
          failure={confirm.error}
        />
        <Button
          variant="ghost"
          size="lg"
          onClick={() => {
            confirm.reset();
            offer.mutate();
          }}
        >
          Begin again with another key
        </Button>
        {back}
      </div>
    );
  }
  // Set up meanwhile in another window, or none that could be: there is nothing to begin here.
  const isThere = offer.error instanceof ApiError && offer.error.problem.code === "conflict";
  return (
    <div className="flex flex-col gap-4">
      {offer.error instanceof ApiError ? (
        <ErrorSummary title={offer.error.problem.title} attempt={offer.failureCount}>
          <ProblemMessage problem={offer.error.problem} />
        </ErrorSummary>
      ) : null}
      <p className="text-base text-text-muted">
        You need an app that makes such codes, for example a password manager or an authenticator app on your
        phone. From then on signing in asks for your password and for the code that the app shows.
      </p>
      <Button variant="primary" size="lg" pending={offer.isPending} onClick={() => offer.mutate()}>
        Begin
      </Button>
      {isThere ? (
        <ButtonLink href={destination} size="lg">
          Go on
        </ButtonLink>
      ) : (
        back
      )}
    </div>
  );
}

function ShowCode({
  offer,
  onSubmit,
  failure,
}: {
  offer: SecondFactorOffer;
  onSubmit: (body: { code: string }) => Promise<unknown>;
  failure: Error | null;
}) {
  const { register, handleSubmit, formState, setFocus } = useForm({
    resolver: zodResolver(codeInput),
    defaultValues: { code: "" },
  });
  const problem = failure instanceof ApiError ? failure.problem : undefined;
  const submit = (body: { code: string }) =>
    onSubmit(body).catch(() => setFocus("code", { shouldSelect: true }));
  return (
    <form method="post" noValidate onSubmit={handleSubmit(submit)} className="flex flex-col gap-4">
      {problem && !problem.errors ? (
        <ErrorSummary title={problem.title} attempt={formState.submitCount}>
          <ProblemMessage problem={problem} />
        </ErrorSummary>
      ) : null}
      <ScanSecret offer={offer} />
      <Field
        id="code"
        label="Code"
        help="The six digits that the app shows now."
        error={formState.errors.code?.message ?? problem?.errors?.[0]?.message}
      >
        {(control) => (
          <Input
            {...control}
            {...register("code")}
            inputMode="numeric"
            autoComplete="one-time-code"
            autoFocus
            className="font-mono tabular-nums"
          />
        )}
      </Field>
      <Button
        type="submit"
        variant="primary"
        size="lg"
        pending={formState.isSubmitting}
        pendingLabel="Checking…"
      >
        Turn on
      </Button>
    </form>
  );
}
