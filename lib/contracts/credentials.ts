import { z } from "zod";
import { check } from "./checks";
import { instant } from "./lists";
import { createSecret } from "./secret";

const printable = (text: string) => !/\p{Cc}/u.test(text);
const noControls = "Contains characters that cannot be typed. Copy it again.";

/** A client id may be 32 hex digits or an https URL (client ID metadata documents, FACTS.md section 8). */
export const clientId = z
  .string()
  .trim()
  .min(1, "Enter the client ID.")
  .max(2048, "A client ID has at most 2048 characters.")
  .refine(printable, noControls);

/** Sent as text; what is parsed is a `Secret`, which only a few files may open (decision 0091). */
export const clientSecret = z
  .string()
  .trim()
  .min(1, "Enter the client secret.")
  .max(4096, "A client secret has at most 4096 characters.")
  .refine(printable, noControls)
  .transform(createSecret);

/** Only the size is checked here: which hosts may be called is decided on the server. */
export const tenantHostname = z
  .string()
  .trim()
  .min(1, "Enter the tenant's hostname, for example acme.eu.qlikcloud.com.")
  .max(2048, "A hostname has at most 253 characters.");

export const clientCredentials = z.object({ clientId, clientSecret });

export const tenantCredentialInput = clientCredentials.extend({
  hostname: tenantHostname,
  level: z
    .enum(["tenant", "region"])
    .default("tenant")
    .describe("`region` for a region-level client; believed only when Qlik shows that it is one."),
  storeUnchecked: z
    .boolean()
    .default(false)
    .describe("Store it although the check failed. Never skips the proof that the host is this tenant's."),
});
export type TenantCredentialInput = z.infer<typeof tenantCredentialInput>;

export const credentialLevels = ["organization", "region", "tenant"] as const;
export type CredentialLevel = (typeof credentialLevels)[number];

/** What may be known of a stored credential. The secret itself never comes back. */
export const credential = z.object({
  id: z.string(),
  level: z
    .enum(credentialLevels)
    .describe("`region`: Qlik has shown that the client is good for all tenants of a region."),
  hostname: z.string(),
  clientId: z.string(),
  secretFingerprint: z.string().describe("Tells two secrets apart; gives nothing of them away."),
  secretSetAt: instant,
  lastUsedAt: instant.nullable(),
  lastCheck: check.nullable(),
});
export type Credential = z.infer<typeof credential>;
