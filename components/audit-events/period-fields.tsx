import { cn } from "@/components/ui/cn";
import { lowControlStyles } from "@/components/ui/control-styles";

interface PeriodFieldsProps {
  readonly from: string;
  readonly to: string;
  readonly onFrom: (day: string) => void;
  readonly onTo: (day: string) => void;
}

/** Two days in UTC; the second one is the first that is left out. */
export function PeriodFields({ from, to, onFrom, onTo }: PeriodFieldsProps) {
  return (
    <fieldset
      aria-label="Period, in UTC"
      className="flex min-w-0 flex-wrap items-center gap-x-2 gap-y-1.5 text-sm text-text-muted max-sm:w-full max-sm:pl-2"
    >
      <Day label="From" title="From the beginning of this day, in UTC" value={from} onChange={onFrom} />
      <Day label="Before" title="Until the beginning of this day, in UTC" value={to} onChange={onTo} />
    </fieldset>
  );
}

interface DayProps {
  readonly label: string;
  readonly title: string;
  readonly value: string;
  readonly onChange: (day: string) => void;
}

function Day({ label, title, value, onChange }: DayProps) {
  return (
    <label className="flex items-center gap-1.5 max-sm:min-w-0 max-sm:flex-1" title={title}>
      {label}
      <input
        type="date"
        value={value.slice(0, 10)}
        onChange={(event) => onChange(event.target.value)}
        className={cn(lowControlStyles, "w-32 px-2 max-sm:w-full max-sm:min-w-0")}
      />
    </label>
  );
}
