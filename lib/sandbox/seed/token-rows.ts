import type { OAuthToken } from "../model";

/** A tenant's seeded tokens in the order of its list, by user and then by id; places count from 0. */
export type SeededTokens = {
  readonly size: number;
  at(place: number): OAuthToken | undefined;
  /** `undefined`: no such token. */
  placeOf(tokenId: string): number | undefined;
};

const compareText = (one: string, other: string): number => (one < other ? -1 : one > other ? 1 : 0);

/** The order of the list. */
export function compareTokens(one: OAuthToken, other: OAuthToken): number {
  return compareText(one.userId, other.userId) || compareText(one.id, other.id);
}

/** Tokens that are kept in memory. */
export function keptTokens(tokens: readonly OAuthToken[]): SeededTokens {
  const sorted = [...tokens].sort(compareTokens);
  const places = new Map(sorted.map(({ id }, place) => [id, place]));
  return {
    size: sorted.length,
    at: (place) => sorted[place],
    placeOf: (tokenId) => places.get(tokenId),
  };
}

/** Place of the first token that does not come before: of a whole order, `before` must be true first and then false. */
export function firstPlaceNot(tokens: SeededTokens, before: (token: OAuthToken) => boolean): number {
  let [low, high] = [0, tokens.size];
  while (low < high) {
    const middle = (low + high) >>> 1;
    const token = tokens.at(middle);
    if (token && before(token)) low = middle + 1;
    else high = middle;
  }
  return low;
}
