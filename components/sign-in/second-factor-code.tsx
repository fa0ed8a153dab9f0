import type { ComponentProps } from "react";
import { Field } from "@/components/ui/field";
import { Input } from "@/components/ui/input";

/** Asks somebody who is signed in for a code of their second factor. */
export function SecondFactorCode({
  id,
  error,
  ...registered
}: { id: string; error: string | undefined } & Omit<ComponentProps<typeof Input>, "id">) {
  return (
    <Field
      id={id}
      label="Code"
      help="From your authenticator app, or one of your recovery codes."
      error={error}
    >
      {(control) => (
        <Input
          {...control}
          {...registered}
          autoComplete="one-time-code"
          autoCapitalize="none"
          spellCheck={false}
          className="font-mono tabular-nums"
        />
      )}
    </Field>
  );
}
