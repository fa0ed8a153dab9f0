import "server-only";
import { createConnections } from "./connections/connections";
import { createCredentialLevels } from "./connections/credential-levels";
import { createSealedCredentials } from "./connections/sealed-credentials";
import type { Foundation } from "./foundation";
import { createInventory } from "./inventory/inventory";
import { createTokenInventoryService } from "./token-inventory/token-inventory";

export type ReachingQlik = Readonly<ReturnType<typeof createReachingQlik>>;

/** With what tenants and organizations are reached, and what is kept of what stands in them. */
export function createReachingQlik(given: Foundation) {
  const sealedCredentials = createSealedCredentials(given);
  const connections = createConnections({ ...given, sealedCredentials });
  return {
    sealedCredentials,
    connections,
    credentialLevels: createCredentialLevels({ ...given, sealedCredentials }),
    inventory: createInventory({ ...given, connections }),
    tokenInventory: createTokenInventoryService({ ...given, connections }),
  };
}
