import "server-only";
import { isLoopback } from "@/lib/env";

/** Whether a Host header names this console: exactly PUBLIC_URL, or this machine under its other loopback names. */
export function isOurHost(hostHeader: string | null, publicUrl: string): boolean {
  if (!hostHeader) return false;
  const ours = new URL(publicUrl);
  if (hostHeader.toLowerCase() === ours.host) return true;
  // Loopback names cannot be pointed elsewhere, so they open no way for DNS rebinding.
  const theirs = URL.canParse(`http://${hostHeader}`)
    ? new URL(`${ours.protocol}//${hostHeader}`)
    : undefined;
  return (
    // A URL may hold more than a host, which would be read past.
    theirs?.host === hostHeader.toLowerCase() &&
    isLoopback(ours.hostname) &&
    isLoopback(theirs.hostname) &&
    theirs.port === ours.port
  );
}

/** Whether a call that changes something was sent by our own pages. */
export function isOurOrigin(headers: Headers, publicUrl: string): boolean {
  if (headers.get("sec-fetch-site") === "same-origin") return true;
  const origin = headers.get("origin");
  if (!origin || !URL.canParse(origin)) return false;
  return (
    new URL(origin).protocol === new URL(publicUrl).protocol && isOurHost(new URL(origin).host, publicUrl)
  );
}
