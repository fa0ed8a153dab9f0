"use client";

import { Button } from "@/components/ui/button";
import { signOut } from "@/lib/client/sign-out";

/** The way out of a page that has no account menu. */
export function SignOutLink() {
  return (
    <Button variant="ghost" onClick={() => void signOut()}>
      Sign out
    </Button>
  );
}
