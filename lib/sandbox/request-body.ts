/**
 * Members of a JSON object or of a form; `null` for anything else. A member that is no text is left out, as
 * none of the requests read this way has one.
 */
export async function readTextMembers(request: Request): Promise<ReadonlyMap<string, string> | null> {
  const type = (request.headers.get("content-type") ?? "").split(";")[0]?.trim().toLowerCase();
  const text = await request.text();
  if (type === "application/x-www-form-urlencoded") return new Map(new URLSearchParams(text));
  if (type !== "application/json") return null;
  const body = parseJsonObject(text);
  if (!body) return null;
  return new Map(
    Object.entries(body).filter((member): member is [string, string] => typeof member[1] === "string"),
  );
}

/** A JSON object, or `null` for any other text. */
export function parseJsonObject(text: string): Readonly<Record<string, unknown>> | null {
  try {
    const value: unknown = JSON.parse(text);
    return typeof value === "object" && value !== null && !Array.isArray(value) ? { ...value } : null;
  } catch {
    return null;
  }
}
