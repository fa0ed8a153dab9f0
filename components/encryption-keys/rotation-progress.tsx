import { Announce } from "@/components/ui/announce";
import { Notice } from "@/components/ui/notice";
import type { EncryptionKeys } from "@/lib/contracts/encryption-keys";

/** How far a rotation is, or why it left something behind; nothing when there is nothing to say. */
export function RotationProgress({ rotation }: { rotation: EncryptionKeys["rotation"] }) {
  const { running, remaining, total, problem } = rotation;
  const done = total - remaining;
  return (
    <div>
      <Announce>{running ? "The secrets are being sealed anew." : ""}</Announce>
      {running ? (
        <div className="flex flex-col gap-1.5 rounded-lg border bg-surface-raised px-4 py-3 text-sm">
          <p>
            Encrypting anew: {done} of {total}
          </p>
          <div
            role="progressbar"
            aria-label="Secrets encrypted anew"
            aria-valuemin={0}
            aria-valuemax={total}
            aria-valuenow={done}
            className="h-1.5 overflow-hidden rounded-full bg-line"
          >
            <div
              className="h-full rounded-full bg-accent"
              style={{ width: `${total === 0 ? 100 : (100 * done) / total}%` }}
            />
          </div>
        </div>
      ) : null}
      {!running && remaining > 0 ? (
        <Notice
          tone="warning"
          title={`${remaining} ${remaining === 1 ? "secret is" : "secrets are"} not under the key in use`}
        >
          {problem ??
            "A rotation was cut off. It goes on by itself within a minute or with the next start; beginning one here goes on with it at once."}
        </Notice>
      ) : null}
    </div>
  );
}
