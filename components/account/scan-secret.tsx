import { CopyButton } from "@/components/ui/copy-button";
import type { SecondFactorOffer } from "@/lib/contracts/account";

/** What an authenticator app scans, and the same to type. */
export function ScanSecret({ offer: { qrCode, secret } }: { offer: SecondFactorOffer }) {
  return (
    <div className="flex flex-col gap-3">
      <p className="text-base text-text-muted">Scan this with your app, or type the key into it.</p>
      {/* White around it in the dark too: cameras look for dark on light. */}
      <div className="self-center rounded-lg border bg-white p-2">
        {/* biome-ignore lint/performance/noImgElement: a picture in the page itself; there is nothing to optimize. */}
        <img src={qrCode} alt="QR code of the key below" className="size-44" />
      </div>
      <p className="flex items-start gap-2 rounded-lg border bg-surface-sunken px-3 py-2">
        <span className="sr-only">Key: </span>
        <code className="min-w-0 flex-1 font-mono text-sm">{secret.replace(/(.{4})(?=.)/g, "$1 ")}</code>
        <CopyButton value={secret} label="the key" />
      </p>
    </div>
  );
}
