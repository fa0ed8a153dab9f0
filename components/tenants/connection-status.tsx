import { CircleDashed } from "lucide-react";
import { Status } from "@/components/ui/status";
import type { Tenant } from "@/lib/contracts/tenants";

export const connectionWords = { connected: "Connected", failing: "Failing", none: "Not connected" } as const;

/** Whether the console can work in a tenant, with the reason where it cannot. */
export function ConnectionStatus({
  connection,
  connectionProblem,
}: Pick<Tenant, "connection" | "connectionProblem">) {
  if (connection === "connected") return <Status tone="success">{connectionWords.connected}</Status>;
  if (connection === "failing") {
    return (
      <Status tone="danger" detail={connectionProblem ?? undefined}>
        {connectionWords.failing}
      </Status>
    );
  }
  return (
    <Status tone="neutral" icon={<CircleDashed aria-hidden="true" />}>
      {connectionWords.none}
    </Status>
  );
}
