import { getEncryptionKeys } from "@/lib/contracts/encryption-keys";
import { route } from "@/lib/server/http/route";

export const GET = route(getEncryptionKeys, ({ services, actor }) => services.encryptionKeys.get(actor));
