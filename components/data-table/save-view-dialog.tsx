import { type FormEvent, useId, useState } from "react";
import { Button } from "@/components/ui/button";
import { Checkbox } from "@/components/ui/checkbox";
import { Dialog } from "@/components/ui/dialog";
import { dialogFootStyles } from "@/components/ui/dialog-styles";
import { Field } from "@/components/ui/field";
import { Input } from "@/components/ui/input";
import { ApiError } from "@/lib/client/api";
import type { View } from "@/lib/contracts/views";
import { useViewChanges } from "./use-view-changes";
import type { ViewedTable } from "./viewed-table";

type SaveViewDialogProps = {
  /** A new one, or one to be named anew; undefined while there is nothing to ask. */
  view: "new" | View | undefined;
  url: ViewedTable;
  onClose: () => void;
};

/** Asks for the name of a view. */
export function SaveViewDialog({ view, url, onClose }: SaveViewDialogProps) {
  return (
    <Dialog
      open={view !== undefined}
      onOpenChange={(open) => {
        if (!open) onClose();
      }}
      title={view === "new" ? "Save view" : "Rename view"}
      description="A view keeps search, filters, order and columns."
    >
      <SaveViewForm view={view} url={url} onClose={onClose} />
    </Dialog>
  );
}

function SaveViewForm({ view, url: { table, query, open }, onClose }: SaveViewDialogProps) {
  const { save, change } = useViewChanges();
  const present = typeof view === "object" ? view : undefined;
  const id = useId();
  const [name, setName] = useState(present?.name ?? "");
  const [share, setShare] = useState(present?.shared ?? false);
  const [error, setError] = useState<string>();
  const [pending, setPending] = useState(false);

  async function submit(event: FormEvent) {
    event.preventDefault();
    setPending(true);
    try {
      if (present) await change.mutateAsync({ viewId: present.id, name, shared: share });
      else {
        const made = await save.mutateAsync({ table, name, query, shared: share });
        open(made.id, made.query);
      }
      onClose();
    } catch (failure) {
      if (!(failure instanceof ApiError)) throw failure;
      setError(failure.problem.errors?.[0]?.message ?? failure.message);
    } finally {
      setPending(false);
    }
  }
  return (
    <form onSubmit={(event) => void submit(event)} className="flex flex-col">
      <div className="flex flex-col gap-4 px-5 py-4">
        <Field id={`${id}-name`} label="Name" error={error}>
          {(control) => (
            <Input
              {...control}
              autoComplete="off"
              value={name}
              maxLength={60}
              onChange={(event) => setName(event.target.value)}
            />
          )}
        </Field>
        <label htmlFor={`${id}-share`} className="flex items-center gap-2 text-sm">
          <Checkbox id={`${id}-share`} checked={share} onChange={(event) => setShare(event.target.checked)} />
          Share with everybody who uses this console
        </label>
      </div>
      <div className={dialogFootStyles}>
        <Button onClick={onClose}>Cancel</Button>
        <Button type="submit" variant="primary" pending={pending} pendingLabel="Saving…">
          Save view
        </Button>
      </div>
    </form>
  );
}
