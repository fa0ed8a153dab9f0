import { z } from "zod";
import { operation } from "./operation";

export const chainVerdicts = ["whole", "broken", "cut-off", "key-missing", "unproven"] as const;

/** What verifying the audit log found. */
export const chainReport = z.object({
  verdict: z.enum(chainVerdicts),
  entries: z.number().int().describe("Entries that were found as they were written."),
  from: z.number().int(),
  to: z.number().int().describe("The last entry looked at."),
  at: z.number().int().nullable().describe("The first entry that is not as it was written, or is missing."),
  head: z
    .object({ sequence: z.number().int(), mac: z.string() })
    .nullable()
    .describe("Where the log ends: keep it elsewhere, and give it as the anchor next time."),
  message: z.string().describe("What was found and what it means."),
});
export type ChainReport = z.infer<typeof chainReport>;

/** An end of the log that somebody kept elsewhere: `<sequence>:<mac>`. */
export const anchor = z
  .string()
  .trim()
  .regex(/^\d{1,15}:[0-9a-f]{64}$/, "An anchor is <number of the entry>:<its 64 hexadecimal digits>.")
  .transform((text) => {
    const [sequence = "", mac = ""] = text.split(":");
    return { sequence: Number(sequence), mac };
  });
export type Anchor = z.infer<typeof anchor>;

export const verifyAuditChain = operation({
  id: "verifyAuditChain",
  method: "POST",
  path: "/api/audit-events/verify",
  role: "auditor",
  effect: "none",
  summary: "Hold every entry of the activity log against its chain",
  body: z.object({ anchor: anchor.optional().describe("<sequence>:<mac>, as the console's log tells it.") }),
  answer: chainReport,
  streams: true,
});
