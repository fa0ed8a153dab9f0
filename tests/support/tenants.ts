import type { CheckStep } from "@/lib/contracts/checks";
import type { OpenConsole } from "./console";
import type { SandboxTenant } from "./sandbox";

/** What somebody would type to connect a tenant of the sandbox. */
export const formOf = ({ hostname, client }: SandboxTenant, changed: Record<string, unknown> = {}) => ({
  hostname,
  clientId: client.clientId,
  clientSecret: client.clientSecret,
  ...changed,
});
/** Steps of a check as `id state`. */
export const stepsOf = (steps: readonly CheckStep[] | undefined) =>
  steps?.map(({ id, state }) => `${id} ${state}`);
/** What is in the database about credentials of tenants. */
export const stored = ({ sql }: OpenConsole) => ({
  credentials: sql("SELECT tenantId, hostname, version FROM credentials WHERE level = 'tenant'"),
  connections: sql("SELECT id FROM tenants WHERE connection <> 'none'"),
});
export const NOTHING = { credentials: [], connections: [] };
