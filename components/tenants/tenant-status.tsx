import { Badge } from "@/components/ui/badge";
import { Status } from "@/components/ui/status";
import type { Tone } from "@/components/ui/tone";

// The words of the organization API and of the tenant API (FACTS.md sections 4 and 10); others are shown as they are.
const tones: Record<string, Tone> = {
  active: "success",
  disabled: "warning",
  "user-access-disabled": "warning",
  deactivated: "danger",
  deleted: "danger",
};

/** Qlik's word for people: "user-access-disabled" as "User access disabled". */
export function statusWord(status: string): string {
  const words = status.replaceAll("-", " ");
  return words.charAt(0).toUpperCase() + words.slice(1);
}

/** What its colour says of a status; nothing of one that this version does not know. */
export const statusTone = (status: string): Tone => tones[status] ?? "neutral";

export const TenantStatus = ({ status }: { status: string }) => (
  <Status tone={statusTone(status)}>{statusWord(status)}</Status>
);

export const TenantStatusBadge = ({ status }: { status: string }) => (
  <Badge tone={statusTone(status)}>{statusWord(status)}</Badge>
);
