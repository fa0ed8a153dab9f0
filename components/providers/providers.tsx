"use client";

import { QueryClient, QueryClientProvider } from "@tanstack/react-query";
import { type ReactNode, useState } from "react";
import { SignInAgain } from "@/components/sign-in/sign-in-again";
import { NowProvider } from "@/components/ui/now";
import { ThemeProvider } from "@/components/ui/theme-provider";
import { Toaster } from "@/components/ui/toaster";
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
    defaultOptions: {
      // The server tries again where that helps; asking once more from here would only make people wait.
      queries: { staleTime: 30_000, retry: false, refetchOnWindowFocus: false },
    },
  });
}
