import type { Metadata } from "next";
import { requirePage } from "@/app/_page/open-page";
import { EncryptionKeysView } from "@/components/encryption-keys/encryption-keys-view";
import { NotPermitted } from "@/components/problems/not-permitted";
import { SettingsHeader } from "@/components/settings/settings-header";
import { paths } from "@/lib/client/paths";
import { covers } from "@/lib/contracts/roles";

export const metadata: Metadata = { title: "Encryption keys" };

export default async function EncryptionKeysPage() {
  const { actor, services } = await requirePage(paths.encryptionKeys);
  if (!covers(actor.person.role, "admin")) return <NotPermitted needed="admin" />;
  return (
    <>
      <SettingsHeader person={actor.person} />
      <EncryptionKeysView initial={await services.encryptionKeys.get(actor)} />
    </>
  );
}
