import { CopyButton } from "@/components/ui/copy-button";
import { Notice } from "@/components/ui/notice";

/** Recovery codes, the one time that they are shown. */
export function RecoveryCodeList({ codes }: { codes: readonly string[] }) {
  return (
    <div className="flex flex-col gap-3">
      <Notice tone="warning" title="Keep these codes somewhere safe. They are shown this once." announce>
        Each signs you in once when you do not have your app at hand.
      </Notice>
      <div className="relative rounded-lg border bg-surface-sunken p-3 pr-10">
        <ul aria-label="Recovery codes" className="flex flex-col gap-1 whitespace-nowrap font-mono text-sm">
          {codes.map((code) => (
            <li key={code}>{code}</li>
          ))}
        </ul>
        <span className="absolute top-2 right-2 flex">
          <CopyButton value={codes.join("\n")} label="the recovery codes" />
        </span>
      </div>
    </div>
  );
}
