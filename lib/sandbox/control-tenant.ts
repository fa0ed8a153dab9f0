import type { Context } from "hono";
import type { Tenant } from "./model";
import type { SandboxState } from "./state/state";

/** The control API's own form of an error. */
export const refuse = (status: number, error: string): Response => Response.json({ error }, { status });

/** A handler of the control API that answers for the tenant in its path (`:tenantId`), or 404. */
export const forTenant =
  (
    { estate }: SandboxState,
    answer: (tenant: Tenant, context: Context) => Response | Promise<Response>,
  ): ((context: Context) => Response | Promise<Response>) =>
  (context) => {
    const tenant = estate.tenantById(context.req.param("tenantId") ?? "");
    return tenant ? answer(tenant, context) : refuse(404, "No such tenant.");
  };
