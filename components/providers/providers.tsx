"use client";

import { MutationCache, QueryCache, QueryClient, QueryClientProvider } from "@tanstack/react-query";
import { type ReactNode, useState } from "react";
import { SignInAgain } from "@/components/sign-in/sign-in-again";
import { NowProvider } from "@/components/ui/now";
import { ThemeProvider } from "@/components/ui/theme-provider";
import { Toaster } from "@/components/ui/toaster";
import { ApiError } from "@/lib/client/api";
import { paths } from "@/lib/client/paths";
import type { ProblemCode } from "@/lib/contracts/problems";
import { FollowLinks } from "./follow-links";

interface ProvidersProps {
  readonly nonce: string | undefined;
  readonly serverNow: number;
  readonly children: ReactNode;
}

/** What every page stands in. */
export function Providers({ nonce, serverNow, children }: ProvidersProps) {
  const [queryClient] = useState(makeQueryClient);
  return (
    <ThemeProvider nonce={nonce}>
      <QueryClientProvider client={queryClient}>
        <NowProvider serverNow={serverNow}>{children}</NowProvider>
        <SignInAgain />
        <FollowLinks />
      </QueryClientProvider>
      <Toaster />
    </ThemeProvider>
  );
}

function makeQueryClient(): QueryClient {
  return new QueryClient({
    queryCache: new QueryCache({ onError: leaveWhenSignedOut }),
    mutationCache: new MutationCache({ onError: leaveWhenSignedOut }),
    defaultOptions: {
      // The server tries again where that helps; asking once more from here would only make people wait.
      queries: { staleTime: 30_000, retry: false, refetchOnWindowFocus: false },
    },
  });
}

/** Where to go first when a call is refused for a reason that lies not in the call; people come back here. */
const detours: Partial<Record<ProblemCode, string>> = {
  // The session has ended elsewhere or by itself.
  unauthenticated: paths.signIn,
  second_factor_needed: paths.secondFactor,
};

function leaveWhenSignedOut(failure: Error): void {
  const detour = failure instanceof ApiError ? detours[failure.problem.code] : undefined;
  if (detour === undefined || window.location.pathname === detour) return;
  const here = window.location.pathname + window.location.search;
  window.location.assign(`${detour}?callbackUrl=${encodeURIComponent(here)}`);
}
