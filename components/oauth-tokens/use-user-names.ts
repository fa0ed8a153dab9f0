"use client";

import { useMemo } from "react";
import { useAllPages } from "@/components/providers/use-all-pages";
import { usePagedQuery } from "@/components/providers/use-paged-query";
import { usersQuery } from "@/lib/client/queries/users";
import type { User } from "@/lib/contracts/users";

/** Finds a user by id, and the bot that stands for an OAuth client. Empty until the users are read. */
export interface UserLookup {
  (userId: string): User | undefined;
  botOf(clientId: string | null): User | undefined;
}

/** Names for the ids in a list of tokens; without them the list stands all the same. */
export function useUserNames(tenantId: string, enabled: boolean): UserLookup {
  const users = usePagedQuery({ ...usersQuery(tenantId), enabled });
  useAllPages(users);
  const { data } = users;
  return useMemo(() => {
    const all = data?.pages.flatMap((page) => page.data) ?? [];
    const byId = new Map(all.map((user) => [user.id, user]));
    const byClient = new Map(all.flatMap((user) => (user.clientId ? [[user.clientId, user] as const] : [])));
    return Object.assign((userId: string) => byId.get(userId), {
      botOf: (clientId: string | null) => (clientId === null ? undefined : byClient.get(clientId)),
    });
  }, [data]);
}
