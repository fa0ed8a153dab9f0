import "server-only";
import { randomUUID } from "node:crypto";
import { appError } from "../app-error";
import { getRuntime } from "../runtime";
import { problemResponse, toProblem } from "./problem-response";
import { refuseOtherHosts } from "./request-actor";

/** Answers at addresses of the API that there are none of: as a program expects it there, and not with a page. */
export async function unknownAddress(request: Request): Promise<Response> {
  const { env, log } = await getRuntime();
  const tell = (failure: unknown) => problemResponse(toProblem(failure, randomUUID(), log));
  try {
    refuseOtherHosts(request.headers.get("host"), env.publicUrl, log);
  } catch (failure) {
    return tell(failure);
  }
  return tell(
    appError("not_found", "The console's API has no such address.", {
      advice: `What there is stands in ${env.publicUrl}/api/openapi.json.`,
    }),
  );
}
