import { queryOptions } from "@tanstack/react-query";
import type { EncryptionKeys, getEncryptionKeys } from "@/lib/contracts/encryption-keys";
import { call } from "../api";

const WHILE_ROTATING_MS = 1000;

export const encryptionKeyKeys = { all: ["encryption-keys"] as const };

/** Read again and again while a rotation runs. */
export const encryptionKeysQuery = (initialData: EncryptionKeys) =>
  queryOptions({
    queryKey: encryptionKeyKeys.all,
    queryFn: ({ signal }) => call<typeof getEncryptionKeys>("GET /api/encryption-keys", { signal }),
    initialData,
    refetchInterval: ({ state }) => (state.data?.rotation.running ? WHILE_ROTATING_MS : false),
  });
