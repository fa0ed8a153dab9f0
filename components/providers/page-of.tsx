"use client";

import { useLayoutEffect } from "react";
import { openPageOf, type PagePerson } from "@/lib/client/page-person";

/** Whose page this is: every call says so. Before any effect of the page, in which calls begin. */
export function PageOf({ person: { id, name, email, provider } }: { person: PagePerson }) {
  useLayoutEffect(() => openPageOf({ id, name, email, provider }), [id, name, email, provider]);
  return null;
}
