"use client";

import { useSearchParams } from "next/navigation";
import { Button } from "@/components/ui/button";
import { Notice } from "@/components/ui/notice";
import { writeAddress } from "@/lib/client/address";

/** Says which parts of an address nothing is made of: a link with a slip in it would show more than it seems to. */
export function UnknownFilters({ known }: { known: readonly string[] }) {
  const unknown = [...new Set(useSearchParams().keys())].filter((name) => !known.includes(name));
  if (unknown.length === 0) return null;
  return (
    <Notice
      tone="warning"
      title="This link asks for something that this page does not know"
      announce
      actions={
        <Button
          size="sm"
          onClick={() => writeAddress(Object.fromEntries(unknown.map((name) => [name, null])))}
        >
          Leave it out
        </Button>
      }
    >
      It is not filtered by <bdi>{unknown.map((name) => name.slice(0, 60)).join(", ")}</bdi>. The rest of the
      link applies.
    </Notice>
  );
}
