import { confirmKeyBackup } from "@/lib/contracts/encryption-keys";
import { route } from "@/lib/server/http/route";

export const POST = route(confirmKeyBackup, ({ services, actor, body }) =>
  services.encryptionKeys.confirmBackup(actor, body),
);
