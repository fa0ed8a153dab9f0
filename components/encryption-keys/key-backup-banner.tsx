import { Banner } from "@/components/ui/banner";
import { Link } from "@/components/ui/link";
import { paths } from "@/lib/client/paths";

/** Whoever loses the key loses every secret: said on every page until somebody has confirmed a copy. */
export function KeyBackupBanner() {
  return (
    <Banner
      tone="warning"
      action={
        <Link alone href={paths.encryptionKeys}>
          Encryption keys
        </Link>
      }
    >
      <strong className="font-medium">The encryption key is not backed up.</strong> Without it the stored
      secrets cannot be opened. Keep a copy elsewhere and confirm it.
    </Banner>
  );
}
