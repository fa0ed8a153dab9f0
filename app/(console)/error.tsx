"use client";

import { CircleAlert } from "lucide-react";
import { Button } from "@/components/ui/button";
import { EmptyState } from "@/components/ui/empty-state";

/** What nobody expected while a page was made; the console's log has it under the digest. */
export default function PageError({
  error,
  reset,
}: {
  error: Error & { digest?: string };
  reset: () => void;
}) {
  return (
    <EmptyState
      icon={CircleAlert}
      wholePage
      title="This page could not be shown"
      action={<Button onClick={reset}>Retry</Button>}
    >
      Something went wrong in the console; nothing was changed. If it happens again, tell an administrator
      {error.digest ? `: the console's log says more under ${error.digest}` : null}.
    </EmptyState>
  );
}
