import { rotateDataKeys } from "@/lib/contracts/encryption-keys";
import { route } from "@/lib/server/http/route";

export const POST = route(rotateDataKeys, async ({ services, actor }) => {
  await services.encryptionKeys.rotateDataKeys(actor);
  return services.encryptionKeys.get(actor);
});
