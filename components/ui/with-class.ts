import { cn } from "./cn";

/** A look, and what a caller adds to it. Merging is a search each time, so that it is left where nothing is added. */
export const withClass = (look: string, added: string | undefined): string =>
  added === undefined ? look : cn(look, added);
