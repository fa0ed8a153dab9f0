import { z } from "zod";

/** Who keeps a revocation waiting. */
export const waitingFor = z.object({
  tenantId: z.string(),
  tenantName: z.string(),
  tenants: z.number().int().describe("How many are waited for; the one named has been asked for longest."),
  requests: z.number().int().describe("Revocations sent to them that Qlik has not answered."),
  seconds: z.number().int().describe("For how long the one named has left a question open."),
});
export type WaitingFor = z.infer<typeof waitingFor>;

/** Somebody whose tokens are among them, in one tenant. */
export const personPart = z.object({
  tenantId: z.string(),
  userId: z.string(),
  userName: z.string(),
  userEmail: z.string().describe("The subject of who has no e-mail; empty where neither is known."),
  tokens: z.number().int(),
});

/** Somebody of this console. */
export const startedBy = z.object({ id: z.string(), name: z.string(), email: z.string() });
