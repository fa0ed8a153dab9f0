import { beginNavigation } from "@/lib/client/address";

// Read by zod where a page loads it. It would else try to compile its parsers, which the content security policy
// forbids, and rightly so. Importing zod to say this would have every page load it.
Object.assign(globalThis, { __zod_globalConfig: { jitless: true } });

/** Next calls it as each navigation begins, whatever began it. */
export const onRouterTransitionStart = beginNavigation;
