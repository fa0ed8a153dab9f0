import "server-only";
import { headers } from "next/headers";
import { cache } from "react";
import { isAppError } from "../app-error";
import { getRuntime } from "../runtime";
import { refuseOtherHosts } from "./request-actor";

/** What the API says of a request to another address than the console's own, for its pages; undefined at its own. */
export const wrongAddress = cache(async (): Promise<{ message: string; advice: string } | undefined> => {
  const [{ env, log }, head] = await Promise.all([getRuntime(), headers()]);
  try {
    refuseOtherHosts(head.get("host"), env.publicUrl, log);
    return undefined;
  } catch (failure) {
    if (!isAppError(failure)) throw failure;
    return { message: failure.message, advice: failure.details.advice ?? "" };
  }
});
