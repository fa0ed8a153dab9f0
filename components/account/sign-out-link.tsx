"use client";

import { signOut } from "next-auth/react";
import { Button } from "@/components/ui/button";
import { paths } from "@/lib/client/paths";

/** The way out of a page that has no account menu. */
export function SignOutLink() {
  return (
    <Button variant="ghost" onClick={() => void signOut({ callbackUrl: paths.signIn })}>
      Sign out
    </Button>
  );
}
