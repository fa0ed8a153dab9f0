import type { UseFormRegisterReturn } from "react-hook-form";
import { Field } from "@/components/ui/field";
import { Input } from "@/components/ui/input";
import { SecretInput } from "@/components/ui/secret-input";

interface CredentialFieldsProps {
  readonly idField: UseFormRegisterReturn;
  readonly secretField: UseFormRegisterReturn;
  readonly idError: string | undefined;
  readonly secretError: string | undefined;
}

/** Client ID and client secret, as every level of OAuth client has them. */
export function CredentialFields({ idField, secretField, idError, secretError }: CredentialFieldsProps) {
  return (
    <>
      <Field id="clientId" label="Client ID" error={idError}>
        {(control) => (
          <Input {...control} {...idField} autoComplete="off" spellCheck={false} className="font-mono" />
        )}
      </Field>
      <Field
        id="clientSecret"
        label="Client secret"
        help="Stored encrypted, and never shown again."
        error={secretError}
      >
        {(control) => <SecretInput {...control} {...secretField} />}
      </Field>
    </>
  );
}
