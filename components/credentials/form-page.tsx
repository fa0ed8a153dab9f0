import type { ReactNode } from "react";

/** A form with its guide beside it, or below it where the room is short. */
export function FormPage({ form, guide }: { form: ReactNode; guide: ReactNode }) {
  return (
    <div className="grid max-w-5xl items-start gap-6 lg:grid-cols-[minmax(0,1fr)_20rem]">
      <div className="rounded-lg border bg-surface-raised p-5 shadow-raised">{form}</div>
      <aside className="rounded-lg border bg-surface-sunken p-5">{guide}</aside>
    </div>
  );
}
