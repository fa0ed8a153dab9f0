const CLOCK =
  "Codes follow the time: if none is taken, let the clock of your phone set itself, and have that of the console's machine checked.";

/**
 * What somebody is told whose code was not taken. By its shape alone: what a wrong code would have been good for at
 * another time must not be learnt by trying.
 */
export const wrongCodeWords = (code: string): string =>
  /[a-z]/i.test(code)
    ? "This recovery code is not right, or it was used already. Enter another one, or the code that your app shows."
    : `The code is not right, or it was used already. Wait for the next one. ${CLOCK}`;

/** As {@link wrongCodeWords}, of the first code of an app that is being set up. */
export const wrongFirstCodeWords = `The code is not right. Enter the one that the app shows now. ${CLOCK}`;
