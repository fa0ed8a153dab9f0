import { randomInt } from "node:crypto";
import { dictionary } from "@zxcvbn-ts/language-common";
import type { Command } from "commander";
import { email as emailContract } from "@/lib/contracts/people";
import { isAppError } from "@/lib/server/app-error";
import { readHidden } from "./read-hidden";
import { withConsole } from "./with-console";

interface Options {
  readonly json?: boolean;
}
interface PasswordOptions extends Options {
  readonly generate?: boolean;
}

const WORDS = 6;

/** For the person at the machine, when nobody can sign in who could do it in the console. */
export function addAdminCommands(program: Command): void {
  const admin = program.command("admin").description("Let an administrator in again, at the machine itself.");

  admin
    .command("create")
    .argument("<email>", "of the new administrator", parseEmail)
    .option("--name <name>", "what they are called in the console", "Administrator")
    .option("--generate", "make up a password and print it, instead of asking for one")
    .option("--json", "print one JSON object")
    .description("Make an administrator.")
    .action(async (email: string, { name, ...options }: PasswordOptions & { readonly name: string }) => {
      const { password, generated } = await choosePassword(options);
      const person = await orRefuse(
        withConsole(({ services }, actor) => services.accounts.create(actor, { email, name, password })),
      );
      tell(options, { email: person.email, id: person.id, ...(generated ? { password } : {}) }, [
        `Made the administrator ${person.email}.`,
        ...(generated ? shown(password) : []),
      ]);
    });

  admin
    .command("reset-password")
    .argument("<email>", "whose password it is", parseEmail)
    .option("--generate", "make up a password and print it, instead of asking for one")
    .option("--remove-second-factor", "also for somebody who has lost the app and the recovery codes", false)
    .option("--json", "print one JSON object")
    .description("Give somebody another password; their sessions end and failed sign-ins are forgotten.")
    .action(
      async (
        email: string,
        { removeSecondFactor, ...options }: PasswordOptions & { readonly removeSecondFactor: boolean },
      ) => {
        const { password, generated } = await choosePassword(options);
        await orRefuse(
          withConsole(({ services }, actor) =>
            services.accounts.resetPassword(actor, { email, password, removeSecondFactor }),
          ),
        );
        tell(options, { email, ...(generated ? { password } : {}) }, [
          `${email} has another password, and their sessions have ended.`,
          ...(generated ? shown(password) : []),
        ]);
      },
    );

  admin
    .command("unlock")
    .argument("<email>", "whose account it is", parseEmail)
    .option("--json", "print one JSON object")
    .description("Forget failed sign-ins, so that nobody has to wait for the next attempt.")
    .action(async (email: string, options: Options) => {
      const unlocked = await orRefuse(
        withConsole(({ services }, actor) => services.accounts.unlock(actor, email)),
      );
      tell(options, { email, unlocked }, [
        unlocked ? `${email} may try again at once.` : `${email} was not locked: no sign-in had failed.`,
      ]);
    });
}

function parseEmail(text: string): string {
  const parsed = emailContract.safeParse(text);
  if (parsed.success) return parsed.data;
  return fail(`${text} is no email address.`);
}

/** Typed twice without being shown, or made up where nobody is there to type. */
async function choosePassword({
  generate = false,
}: PasswordOptions): Promise<{ password: string; generated: boolean }> {
  if (generate || !process.stdin.isTTY) return { password: makeUpPassword(), generated: true };
  const password = await readHidden("New password: ");
  if ((await readHidden("Once more: ")) !== password) return fail("The two are not the same.");
  return { password, generated: false };
}

/** Words of a dice list: about 12 bits each, and easy to type from another screen. */
function makeUpPassword(): string {
  const words = dictionary["diceware-common"];
  return Array.from({ length: WORDS }, () => words[randomInt(words.length)]).join("-");
}

const shown = (password: string) => [
  `The password, shown this once:\n\n  ${password}\n`,
  "Change it after signing in, under Settings.",
];

function tell({ json }: Options, facts: object, lines: readonly string[]): void {
  console.log(json ? JSON.stringify(facts) : lines.join("\n"));
}

/** What a use case refuses is told in its own words. */
async function orRefuse<T>(work: Promise<T>): Promise<T> {
  try {
    return await work;
  } catch (failure) {
    if (!isAppError(failure)) throw failure;
    return fail([failure.message, failure.details.advice].filter(Boolean).join("\n"));
  }
}

function fail(message: string): never {
  process.stderr.write(`${message}\n`);
  process.exit(1);
}
