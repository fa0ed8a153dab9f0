import { queryOptions } from "@tanstack/react-query";
import type { getAccount, getSession, listSessions } from "@/lib/contracts/account";
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

/** People are warned so long before their session ends. */
export const WARNED_SECONDS = 60;

/** How long the session has; looked at again when it is time to warn, and when it should be over. */
export const sessionQuery = () =>
  queryOptions({
    queryKey: ["account", "session"],
    queryFn: ({ signal }) => call<typeof getSession>("GET /api/session", { signal }),
    staleTime: 0,
    refetchInterval: ({ state }) => {
      const left = state.data?.endsInSeconds ?? WARNED_SECONDS;
      return (left > WARNED_SECONDS ? left - WARNED_SECONDS : left) * 1000 + 1000;
    },
    // A page that nobody looks at must be warned of too, and one that has slept looks when it wakes up.
    refetchIntervalInBackground: true,
    refetchOnWindowFocus: "always",
  });
