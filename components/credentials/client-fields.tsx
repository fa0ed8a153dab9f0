import type { ComponentProps } from "react";
import { Field } from "@/components/ui/field";
import { Input } from "@/components/ui/input";
import { SecretInput } from "@/components/ui/secret-input";

type InputProps = Omit<ComponentProps<typeof Input>, "id">;

interface ClientFieldProps extends InputProps {
  readonly id: string;
  readonly error: string | undefined;
}

/** For the name of a tenant at Qlik; what was copied from the browser's address line is taken as well. */
export const HostnameField = (props: ClientFieldProps & { readonly help?: string }) => (
  <CodeField label="Tenant hostname" {...props} />
);

export const ClientIdField = (props: ClientFieldProps) => <CodeField label="Client ID" {...props} />;

export const ClientSecretField = ({
  id,
  error,
  help = "Stored encrypted, and never shown again.",
  ...input
}: ClientFieldProps & { readonly help?: string }) => (
  <Field id={id} label="Client secret" help={help} error={error}>
    {(control) => <SecretInput {...control} {...input} />}
  </Field>
);

/** What is copied and not written: nobody wants it completed or corrected. */
const CodeField = ({
  id,
  label,
  help,
  error,
  ...input
}: ClientFieldProps & { readonly label: string; readonly help?: string | undefined }) => (
  <Field id={id} label={label} help={help} error={error}>
    {(control) => (
      <Input {...control} {...input} autoComplete="off" spellCheck={false} className="font-mono" />
    )}
  </Field>
);
