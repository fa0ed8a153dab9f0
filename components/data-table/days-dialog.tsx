import { type FormEvent, useId, useState } from "react";
import { Button } from "@/components/ui/button";
import { Dialog } from "@/components/ui/dialog";
import { dialogFootStyles } from "@/components/ui/dialog-styles";
import { Field } from "@/components/ui/field";
import { Input } from "@/components/ui/input";
import { daysPeriod, isPeriod } from "@/lib/contracts/periods";
import type { DataTableFilter } from "./data-table-types";
import { ownZone } from "./period-options";

/** Asks between which days something must be; undefined while there is nothing to ask. */
export function DaysDialog({
  filter,
  onClose,
}: {
  filter: DataTableFilter | undefined;
  onClose: () => void;
}) {
  return (
    <Dialog
      open={filter !== undefined}
      onOpenChange={(open) => {
        if (!open) onClose();
      }}
      title={filter ? `${filter.label}: choose days` : "Choose days"}
      description={`Days are those of your time zone, ${ownZone()}. Both belong to the period; leave one empty for no limit.`}
    >
      {filter ? <DaysForm filter={filter} onClose={onClose} /> : null}
    </Dialog>
  );
}

function DaysForm({ filter, onClose }: { filter: DataTableFilter; onClose: () => void }) {
  const id = useId();
  const [first, setFirst] = useState("");
  const [last, setLast] = useState("");
  const [error, setError] = useState<{ readonly at: "first" | "last"; readonly words: string }>();

  function submit(event: FormEvent) {
    event.preventDefault();
    const value = daysPeriod(first, last, ownZone());
    if (!isPeriod(value)) {
      setError(
        first && last
          ? { at: "last", words: "The last day is before the first one." }
          : { at: "first", words: "Choose at least one day." },
      );
      return;
    }
    filter.onChange([value]);
    onClose();
  }
  return (
    <form noValidate onSubmit={submit} className="flex flex-col">
      <div className="flex flex-col gap-4 px-5 py-4">
        <Field id={`${id}-first`} label="First day" error={error?.at === "first" ? error.words : undefined}>
          {(control) => (
            <Input {...control} type="date" value={first} onChange={({ target }) => setFirst(target.value)} />
          )}
        </Field>
        <Field id={`${id}-last`} label="Last day" error={error?.at === "last" ? error.words : undefined}>
          {(control) => (
            <Input {...control} type="date" value={last} onChange={({ target }) => setLast(target.value)} />
          )}
        </Field>
      </div>
      <div className={dialogFootStyles}>
        <Button onClick={onClose}>Cancel</Button>
        <Button type="submit" variant="primary">
          Show these days
        </Button>
      </div>
    </form>
  );
}
