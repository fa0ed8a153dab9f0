import { CircleAlert, CircleCheck, CircleDashed, Info, type LucideIcon, TriangleAlert } from "lucide-react";
import type { Tone } from "./tone";

const icons: Record<Tone, LucideIcon> = {
  neutral: CircleDashed,
  success: CircleCheck,
  warning: TriangleAlert,
  danger: CircleAlert,
  info: Info,
};

/** The shape that goes with a tone, for those who do not see its colour. */
export function ToneIcon({ tone, className }: { tone: Tone; className?: string | undefined }) {
  const Icon = icons[tone];
  return <Icon aria-hidden="true" className={className} />;
}
