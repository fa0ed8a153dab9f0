import { queryOptions } from "@tanstack/react-query";
import { getAccount, listSessions } from "@/lib/contracts/account";
import { call } from "../api";

export const accountKeys = { all: ["account"] as const, sessions: ["account", "sessions"] as const };

export const accountQuery = () =>
  queryOptions({ queryKey: ["account", "own"], queryFn: ({ signal }) => call(getAccount, { signal }) });

export const sessionsQuery = () =>
  queryOptions({
    queryKey: accountKeys.sessions,
    queryFn: ({ signal }) => call(listSessions, { signal }),
  });
