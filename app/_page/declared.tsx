import "server-only";
import type { Metadata } from "next";
import type { ReactElement } from "react";
import { NotPermitted } from "@/components/problems/not-permitted";
import { type PagePattern, pages } from "@/lib/client/pages";
import type { Person } from "@/lib/contracts/people";
import { covers } from "@/lib/contracts/roles";

/** A page's `metadata`, when its title is the same for whatever it shows. */
export const metadataOf = (pattern: PagePattern): Metadata => ({ title: pages[pattern].title });

/** What somebody reads instead of a page that is not for their role; `undefined` when it is. */
export function refusalOf(pattern: PagePattern, { role }: Pick<Person, "role">): ReactElement | undefined {
  const needed = pages[pattern].role;
  return needed && !covers(role, needed) ? <NotPermitted needed={needed} /> : undefined;
}
