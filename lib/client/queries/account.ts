import { queryOptions } from "@tanstack/react-query";
import type { getAccount, listSessions } from "@/lib/contracts/account";
import { call } from "../api";

export const accountKeys = { all: ["account"] as const, sessions: ["account", "sessions"] as const };

export const accountQuery = () =>
  queryOptions({
    queryKey: ["account", "own"],
    queryFn: ({ signal }) => call<typeof getAccount>("GET /api/account", { signal }),
  });

export const sessionsQuery = () =>
  queryOptions({
    queryKey: accountKeys.sessions,
    queryFn: ({ signal }) => call<typeof listSessions>("GET /api/account/sessions", { signal }),
  });
