import "server-only";
import { dictionary } from "@zxcvbn-ts/language-common";
import { type AppError, fieldProblem } from "../../app-error";

const LEAST = 15;
const LEAST_BESIDE_SECOND_FACTOR = 8;

// What guessing begins with; kept on the server, because it is half a megabyte.
const common = new Set(dictionary["passwords-common"]);

interface Owner {
  readonly email: string;
  readonly name: string;
}

/**
 * Why a new password will not do, as a problem at its field; undefined when it will. It asks for length, and refuses
 * what is tried first: passwords that many people have, dressed up with digits or repeated, and the owner's own names.
 */
export function passwordProblem(
  password: string,
  owner: Owner,
  { field = "password", hasSecondFactor = false } = {},
): AppError | undefined {
  const least = hasSecondFactor ? LEAST_BESIDE_SECOND_FACTOR : LEAST;
  if (Array.from(password).length < least)
    return fieldProblem(field, `Use at least ${least} characters. A few words in a row are fine.`);
  if (isGuessedFirst(password, owner))
    return fieldProblem(
      field,
      "This is among the first that anybody would try. Take a few words that only you would put in a row.",
    );
  return undefined;
}

/** Whether a password is long enough without a second factor. */
export const isLongEnoughAlone = (password: string): boolean => Array.from(password).length >= LEAST;

function isGuessedFirst(password: string, { email, name }: Owner): boolean {
  const own = [email, email.split("@")[0] ?? "", name, "castellan", "qlik", "qlikcloud", "qliksense"];
  const names = new Set(own.map(bare).filter(Boolean));
  const whole = bare(password);
  const forms = [password.toLowerCase(), whole, whole.replace(/^\d+|\d+$/g, "")].filter(Boolean);
  return forms.some((form) => {
    const unit = unitOf(form);
    return common.has(unit) || names.has(unit) || Array.from(unit).length < 4 || isRun(unit);
  });
}

/** Letters and digits alone, in one case. */
const bare = (text: string) =>
  text
    .normalize("NFKC")
    .toLowerCase()
    .replace(/[^\p{L}\p{N}]/gu, "");

/** What a text is a repetition of, which may be itself. */
function unitOf(text: string): string {
  const again = text.length === 0 ? -1 : `${text}${text}`.indexOf(text, 1);
  return again > 0 && again < text.length ? text.slice(0, again) : text;
}

/** Whether each character is the next after the one before it, up or down, as in abcdef and 9876543210. */
function isRun(text: string): boolean {
  const codes = Array.from(text, (character) => character.codePointAt(0) ?? 0);
  const steps = new Set(codes.slice(1).map((code, index) => code - (codes[index] ?? 0)));
  // From 9 to 0 and back is a step like any other.
  const step = [...steps].filter((one) => Math.abs(one) !== 9);
  return step.length === 1 && Math.abs(step[0] ?? 0) === 1;
}
