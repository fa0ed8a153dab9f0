"use client";

import type { Route } from "next";
import { useRouter } from "next/navigation";
import { useEffect } from "react";

/** Brings what a `PageLink` leads to into the page that is there, instead of loading everything anew. */
export function FollowLinks() {
  const router = useRouter();
  useEffect(() => {
    function follow(event: MouseEvent) {
      const { defaultPrevented, button, metaKey, ctrlKey, shiftKey, altKey, target } = event;
      // Another tab or window, or a file: the browser's own.
      if (defaultPrevented || button !== 0 || metaKey || ctrlKey || shiftKey || altKey) return;
      const link = target instanceof Element ? target.closest("a[data-page-link]") : null;
      const href = link?.getAttribute("href");
      if (!href) return;
      event.preventDefault();
      router.push(href as Route);
    }
    document.addEventListener("click", follow);
    return () => document.removeEventListener("click", follow);
  }, [router]);
  return null;
}
