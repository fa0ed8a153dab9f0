import "server-only";
import type { z } from "zod";
import { err, ok, type Result } from "@/lib/server/result";
import { textOf } from "./decoded-body";
import type { QlikError } from "./errors";
import { isJson } from "./media-types";
import { type Asked, doubt } from "./requests-told";
import type { HttpAnswer } from "./transport";

/** A successful answer's body, proven to be JSON of the expected form. */
export function parseAnswer<T>(answer: HttpAnswer, schema: z.ZodType<T>, asked: Asked): Result<T, QlikError> {
  const text = textOf(answer.body);
  if (text.trim() === "") return err(notJson(answer, asked, "is empty"));
  // An HTML page with status 200 is possible: a sign-in page, or a proxy's.
  if (!isJson(answer.contentType)) {
    return err(notJson(answer, asked, "is not JSON"));
  }
  const body = parseJson(text);
  if (!body.ok) return err(notJson(answer, asked, "is broken JSON"));
  const parsed = schema.safeParse(body.value);
  if (parsed.success) return ok(parsed.data);
  // The place alone: values may be people's names, or worse.
  const place = parsed.error.issues[0]?.path.map(String).join(".") || "its top";
  return err(unexpectedAnswer(answer, asked, `is not of the documented form, at ${place.slice(0, 100)}`));
}

/** JSON, or a status, of another form than Qlik documents. */
export function unexpectedAnswer(answer: { readonly status: number }, asked: Asked, what: string): QlikError {
  return {
    kind: "unexpected-answer",
    message: `Qlik answered ${answer.status}, but the answer ${what}.${doubt(asked)}`,
    advice: "Try again. If it happens again, report it: Qlik may have changed this call.",
    host: asked.host,
    status: answer.status,
  };
}

function notJson(answer: HttpAnswer, asked: Asked, what: string): QlikError {
  return {
    ...unexpectedAnswer(answer, asked, what),
    kind: "not-json",
    advice:
      "Check that nothing stands between this console and Qlik Cloud that answers in its place, such as a proxy's sign-in page.",
  };
}

/** An escape of half a pair, which JSON may hold and nothing else can. */
const HALF_A_PAIR = /\\u[dD][89a-fA-F]/;

/** JSON whose texts are all well-formed: half a character would come back from a database as another text. */
function parseJson(text: string): Result<unknown, "broken"> {
  try {
    const mayBeIllFormed = HALF_A_PAIR.test(text);
    return ok(mayBeIllFormed ? JSON.parse(text, wellFormed) : JSON.parse(text));
  } catch {
    return err("broken");
  }
}

const wellFormed = (_: string, value: unknown): unknown =>
  typeof value === "string" ? value.toWellFormed() : value;
