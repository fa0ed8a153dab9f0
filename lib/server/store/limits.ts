import "server-only";
import { type Limit, limits } from "@/lib/contracts/limits";
import { type AppError, appError } from "../app-error";

/** Those past which a trigger refuses a row; of the others it takes the oldest away. */
type RefusingLimit = Exclude<Limit, "sessions-of-one" | "previews-of-one" | "sign-in-limits">;

/** What there is enough of, and what to do about it. */
const words: Readonly<Record<RefusingLimit, readonly [full: string, advice: string]>> = {
  "views-of-one": ["views of your own", "Remove one that you no longer use."],
  "shared-views": [
    "views that people share in this console",
    "Keep it to yourself, or stop sharing one that nobody uses.",
  ],
  "layouts-of-one": [
    "tables whose layout is kept for you",
    "The console itself has fewer: look at what else keeps them.",
  ],
  "connection-drafts": ["drafts of connections", "Finish one of them, or give it up."],
  invitations: ["open invitations", "Revoke those that nobody will accept any more."],
  people: ["people in this console", "Ask an administrator to remove those who do not come any more."],
  organizations: ["organizations in this console", "Remove one that you no longer need."],
};

const isRefusing = (name: string): name is RefusingLimit => name in words;

/** The refusal of a trigger as people are told it; undefined for any other error. */
export function limitReached(message: string): AppError | undefined {
  const name = /limit reached: ([a-z-]+)/.exec(message)?.[1];
  if (name === undefined || !isRefusing(name)) return undefined;
  const [full, advice] = words[name];
  return appError(
    "too_many",
    `There are ${limits[name].toLocaleString("en")} ${full}, and no room for more.`,
    {
      advice,
    },
  );
}
