import { z } from "zod";

/**
 * In how many tenants something was looked at; it goes with every answer that says something of the fleet. The rest is
 * not known, which is not the same as none.
 */
export const coverage = z.object({
  tenants: z.number().int().describe("That the console knows, connected or not."),
  connected: z.number().int().describe("Of these, with a credential of their own or of their region."),
  readable: z.number().int().describe("Of the connected, those whose last reading reached its end."),
});
export type Coverage = z.infer<typeof coverage>;
