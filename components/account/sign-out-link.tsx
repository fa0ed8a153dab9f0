"use client";

import { Button } from "@/components/ui/button";
import { leave } from "./leave";

/** The way out of a page that has no account menu. */
export function SignOutLink() {
  return (
    <Button variant="ghost" onClick={leave}>
      Sign out
    </Button>
  );
}
