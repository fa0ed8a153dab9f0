import { z } from "zod";

/** What Qlik itself said when something failed: enough for a support case, nothing secret. */
export const qlikAnswer = z.object({
  host: z.string(),
  status: z.number().int().optional(),
  code: z.string().optional(),
  title: z.string().optional(),
  detail: z.string().optional(),
  traceId: z.string().optional(),
});
export type QlikAnswer = z.infer<typeof qlikAnswer>;
