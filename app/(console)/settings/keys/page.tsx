import { metadataOf, refusalOf } from "@/app/_page/declared";
import { requirePage } from "@/app/_page/open-page";
import { EncryptionKeysView } from "@/components/encryption-keys/encryption-keys-view";
import { SettingsHeader } from "@/components/settings/settings-header";
import { paths } from "@/lib/client/paths";

export const metadata = metadataOf("/settings/keys");

export default async function EncryptionKeysPage() {
  const { actor, services } = await requirePage(paths.encryptionKeys);
  const refusal = refusalOf("/settings/keys", actor.person);
  if (refusal) return refusal;
  return (
    <>
      <SettingsHeader person={actor.person} />
      <EncryptionKeysView initial={await services.encryptionKeys.get(actor)} />
    </>
  );
}
