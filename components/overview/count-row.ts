import type { Tone } from "@/components/ui/tone";

/** How many tenants have one value, and where they are listed. */
export interface CountRow {
  readonly label: string;
  readonly count: number;
  /** Where colour may speak of a state; without one all bars are alike. */
  readonly tone: Tone | undefined;
  readonly href: string;
}
