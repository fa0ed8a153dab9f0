import { Badge } from "@/components/ui/badge";
import { Status } from "@/components/ui/status";
import type { Tone } from "@/components/ui/tone";

const tones: Record<string, Tone> = {
  active: "success",
  invited: "info",
  provisioned: "info",
  disabled: "warning",
  deleted: "danger",
};

/** Qlik's word for where a person stands; unknown ones are shown as they are. */
export function UserStatus({ status }: { status: string | null }) {
  if (status === null) return <span className="text-text-faint">Not known</span>;
  return <Status tone={tones[status] ?? "neutral"}>{wordOf(status)}</Status>;
}

/** Beside the person's name at the head of a page. */
export const UserStatusBadge = ({ status }: { status: string | null }) =>
  status === null ? null : <Badge tone={tones[status] ?? "neutral"}>{wordOf(status)}</Badge>;

const wordOf = (status: string): string => status.charAt(0).toUpperCase() + status.slice(1);
