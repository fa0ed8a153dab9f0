import type { CredentialHealth } from "@/lib/contracts/credential-list";
import type { CredentialLevel } from "@/lib/contracts/credentials";

export const levelWords: Record<CredentialLevel, string> = {
  organization: "Organization",
  region: "Region",
  tenant: "Tenant",
};

export const healthWords: Record<CredentialHealth, string> = {
  works: "Works",
  failing: "Failing",
  never: "Never checked",
};
