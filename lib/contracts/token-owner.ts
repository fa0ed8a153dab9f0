import { z } from "zod";

/** Whose a token was when something was done to it, as far as the console knew it then; kept in the audit log. */
export const tokenOwner = z.object({
  user: z
    .object({
      id: z.string(),
      name: z.string().nullable(),
      email: z.string().nullable().describe("The subject of who has no e-mail."),
    })
    .nullable()
    .describe("Whose token it was; null where the console did not know it."),
  client: z
    .object({
      id: z.string(),
      name: z.string().nullable().describe("That of the client's bot user, where there is one."),
    })
    .nullable()
    .describe("The OAuth client that had it; null where the console did not know it."),
  host: z.string().nullable().describe("The hostname of the tenant."),
});
export type TokenOwner = z.infer<typeof tokenOwner>;
