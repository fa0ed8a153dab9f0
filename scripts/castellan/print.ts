/** Prints an answer: as JSON for scripts, else in words. */
export function print<Answer>(
  { json }: { readonly json?: boolean },
  answer: Answer,
  words: (answer: Answer) => string,
): void {
  process.stdout.write(`${json ? JSON.stringify(answer, null, 2) : words(answer)}\n`);
}
