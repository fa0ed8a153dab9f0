import "server-only";

/** So few may go at once from a list of any size. */
const HANDFUL = 10;
/** Of what was there before. */
const SHARE = 0.1;

/**
 * Whether so much is missing from a list, of what was in it before, that one reading is not enough to believe it
 * (decision 0064).
 */
export const isLargeDrop = (missing: number, before: number): boolean =>
  missing > HANDFUL && missing > before * SHARE;
