"use client";

import { usePathname, useSearchParams } from "next/navigation";
import { useEffect, useSyncExternalStore } from "react";
import { noWantedAddress, settleAddress, subscribeToAddress, wantedAddress } from "@/lib/client/address";

/** Reads members of the query string as they are wanted: what was just written counts before the address has it. */
export function useAddress(): (name: string) => string | null {
  const parameters = useSearchParams();
  const pathname = usePathname();
  const wanted = useSyncExternalStore(subscribeToAddress, wantedAddress, noWantedAddress);
  const search = parameters.toString();
  useEffect(() => settleAddress(pathname, search), [pathname, search]);
  return (name) => {
    const value = wanted.pathname === pathname ? wanted.values.get(name) : undefined;
    return value === undefined ? parameters.get(name) : value;
  };
}
