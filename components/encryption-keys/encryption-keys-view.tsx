"use client";

import { useQuery } from "@tanstack/react-query";
import { encryptionKeysQuery } from "@/lib/client/queries/encryption-keys";
import type { EncryptionKeys } from "@/lib/contracts/encryption-keys";
import { DataKeysTable } from "./data-keys-table";
import { RootKeyCard } from "./root-key-card";
import { RotateDataKeys } from "./rotate-data-keys";
import { RotationProgress } from "./rotation-progress";

/** The root key, the data keys under it, and what may be done with them. */
export function EncryptionKeysView({ initial }: { initial: EncryptionKeys }) {
  const { data, error, isFetching, refetch } = useQuery(encryptionKeysQuery(initial));
  return (
    <>
      <RootKeyCard rootKey={data.rootKey} />
      <section aria-labelledby="data-keys" className="flex flex-col gap-3">
        <header className="flex flex-wrap items-end justify-between gap-x-4 gap-y-2">
          <div className="min-w-0 max-w-2xl">
            <h2 id="data-keys" className="font-semibold text-lg">
              Data keys
            </h2>
            <p className="text-sm text-text-muted">
              Each secret is encrypted with a key of its own, derived from the data key in use. The root key
              wraps the data keys.
            </p>
          </div>
          <RotateDataKeys running={data.rotation.running} total={data.rotation.total} />
        </header>
        <RotationProgress rotation={data.rotation} />
        <DataKeysTable
          keys={data.dataKeys}
          error={error}
          fetching={isFetching}
          onRefresh={() => void refetch()}
        />
      </section>
    </>
  );
}
