/** How many things may be named one by one in an address. */
export const MOST_IDS = 200;
