import "server-only";
import { z } from "zod";
import type { Secret } from "@/lib/contracts/secret";
import { textOf } from "./decoded-body";
import type { QlikErrorDetails } from "./errors";
import { isJson } from "./media-types";
import { text, withKnown } from "./members";
import { cleanText } from "./secret-text";
import type { HttpAnswer } from "./transport";

const member = z
  .object({ code: text, title: text, detail: text })
  .catch({ code: null, title: null, detail: null });

// `status` inside a body is a text, a number or absent, depending on the service (FACTS.md section 14); the
// HTTP status says the same and is always there, so it is not read.
const errorBody = z.object({
  errors: z.array(member).nullish().catch(null),
  traceId: text,
  code: text,
  title: text,
  detail: text,
  error: text,
  message: text,
});

/** What an error answer says about itself, in any of the forms seen; nothing at all is fine too. */
export function readErrorBody(body: string, secrets: readonly Secret[]): QlikErrorDetails {
  const parsed = errorBody.safeParse(parseLoosely(body));
  if (!parsed.success) return {};
  const said = parsed.data;
  const first = said.errors?.[0];
  const clean = (value: string | null | undefined, length: number) =>
    (value && cleanText(value, secrets, length)) || null;
  return withKnown(
    {},
    {
      code: clean(first?.code ?? said.code ?? said.error, 64),
      title: clean(first?.title ?? said.title ?? said.message, 200),
      detail: clean(first?.detail ?? said.detail, 500),
      traceId: clean(said.traceId, 64),
    },
  );
}

const qliksError = z.object({ errors: z.array(z.object({ code: z.string().min(1) })).min(1) });

/** Whether an error answer has the form that every service of Qlik documents, and no gateway's or proxy's. */
export const isErrorOfQlik = ({ contentType, body }: HttpAnswer): boolean =>
  isJson(contentType) && qliksError.safeParse(parseLoosely(textOf(body))).success;

function parseLoosely(body: string): unknown {
  try {
    return JSON.parse(body);
  } catch {
    return null;
  }
}
