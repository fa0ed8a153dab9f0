"use client";

import { createContext, type ReactNode, useContext, useEffect, useState } from "react";

const NowContext = createContext<number | undefined>(undefined);

const tickMillis = 30_000;

/**
 * One clock for every relative time on the page. It is the server's, on which all times we show were taken: it
 * starts at the server's now, so that the first render in the browser says the same words as the HTML, and
 * adds what passes here. A computer whose own clock is wrong still says "2 min ago".
 */
export function NowProvider({ serverNow, children }: { serverNow: number; children: ReactNode }) {
  const [now, setNow] = useState(serverNow);
  useEffect(() => {
    const ahead = Date.now() - serverNow;
    const timer = setInterval(() => setNow(Date.now() - ahead), tickMillis);
    return () => clearInterval(timer);
  }, [serverNow]);
  return <NowContext value={now}>{children}</NowContext>;
}

/** Now in epoch milliseconds, renewed every half minute. Throws outside NowProvider. */
export function useNow(): number {
  const now = useContext(NowContext);
  if (now === undefined) throw new Error("useNow needs a NowProvider above it");
  return now;
}
