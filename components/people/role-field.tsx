"use client";

import { Field } from "@/components/ui/field";
import { Select } from "@/components/ui/select";
import { role as roleSchema } from "@/lib/contracts/role";
import { type Role, roles } from "@/lib/contracts/roles";
import { roleWords } from "./role-words";

const options = roles.map((role) => ({ value: role, label: role }));

interface RoleFieldProps {
  readonly value: Role;
  readonly onChange: (role: Role) => void;
  readonly error?: string | undefined;
}

/** Chooses a role, and says what it is good for. */
export function RoleField({ value, onChange, error }: RoleFieldProps) {
  return (
    <Field id="role" label="Role" help={roleWords[value]} error={error}>
      {(control) => (
        <Select
          {...control}
          options={options}
          value={value}
          onValueChange={(next) => onChange(roleSchema.parse(next))}
        />
      )}
    </Field>
  );
}
