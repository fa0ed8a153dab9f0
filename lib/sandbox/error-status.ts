import { parseJsonObject } from "./request-body";
import type { Manners } from "./settings";

type Members = Readonly<Record<string, unknown>>;

function withStatus(error: Members, manner: Manners["errorStatus"], status: number): Members {
  const { status: _, ...others } = error;
  if (manner === "absent") return others;
  return { ...others, status: manner === "text" ? String(status) : status };
}

/** An error answer with the member `status` written in the manner asked for, whatever the API's own is. */
export async function withErrorStatus(response: Response, manner: Manners["errorStatus"]): Promise<Response> {
  if (manner === "documented" || response.status < 400) return response;
  const body = parseJsonObject(await response.clone().text());
  if (!Array.isArray(body?.errors)) return response;
  const errors = body.errors.map((error: Members) => withStatus(error, manner, response.status));
  return new Response(JSON.stringify({ ...body, errors }), {
    status: response.status,
    headers: response.headers,
  });
}
