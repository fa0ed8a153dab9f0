import { Field } from "@/components/ui/field";
import { Input } from "@/components/ui/input";
import type { PasswordSignIn } from "./use-password-sign-in";

/** What one types to sign in: e-mail and password, then the code. */
export function SignInFields({
  signIn: { form, asksForCode },
  asksForEmail = true,
}: {
  signIn: PasswordSignIn;
  /** Not where it is known whose password it is. */
  asksForEmail?: boolean;
}) {
  const { register, formState, getValues } = form;
  const { errors } = formState;
  if (asksForCode)
    return (
      <Field
        // Another field than the one before: it takes the focus as it appears.
        key="code"
        id="code"
        label="Code"
        help={`Six digits from the authenticator app of ${getValues("email")}, or one of the recovery codes.`}
        error={errors.code?.message}
      >
        {(control) => (
          <Input
            {...control}
            {...register("code")}
            autoComplete="one-time-code"
            autoCapitalize="none"
            spellCheck={false}
            autoFocus
            className="font-mono tabular-nums"
          />
        )}
      </Field>
    );
  return (
    <>
      {asksForEmail ? (
        <Field id="email" label="Email" error={errors.email?.message}>
          {(control) => (
            <Input {...control} {...register("email")} type="email" autoComplete="username" autoFocus />
          )}
        </Field>
      ) : (
        <input type="hidden" name="username" autoComplete="username" value={getValues("email")} readOnly />
      )}
      <Field id="password" label="Password" error={errors.password?.message}>
        {(control) => (
          <Input {...control} {...register("password")} type="password" autoComplete="current-password" />
        )}
      </Field>
    </>
  );
}
