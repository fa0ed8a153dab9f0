import { z } from "zod";
import { beginNavigation } from "@/lib/client/address";

// Runs before any schema is made in the browser. zod would else try to compile its parsers, which the content
// security policy forbids, and rightly so.
z.config({ jitless: true });

/** Next calls it as each navigation begins, whatever began it. */
export const onRouterTransitionStart = beginNavigation;
