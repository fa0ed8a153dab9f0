import type { OAuthToken } from "../model";
import { compareTokens, firstPlaceNot, type SeededTokens } from "../seed/token-rows";
import type { Removals } from "./removals";

/** Rows of a list by their place in it; the end is not included. */
export type Rows<Row> = { readonly size: number; slice(start: number, end: number): readonly Row[] };

type Sources = {
  readonly seeded: SeededTokens;
  readonly removals: Removals;
  /** Tokens made since the start. */
  readonly issued: readonly OAuthToken[];
};

/** Live tokens of a tenant in the order of its list, or those of one user. */
export function tokenRows({ seeded, removals, issued }: Sources, userId: string | null): Rows<OAuthToken> {
  const start = userId === null ? 0 : firstPlaceNot(seeded, (token) => token.userId < userId);
  const end = userId === null ? seeded.size : firstPlaceNot(seeded, (token) => token.userId <= userId);
  const firstRank = removals.rankOf(start);
  const seededSize = removals.rankOf(end) - firstRank;
  /** Issued ones with the number of seeded ones that come before them. */
  const added = issued
    .filter((token) => userId === null || token.userId === userId)
    .sort(compareTokens)
    .map((token) => {
      const place = firstPlaceNot(seeded, (other) => compareTokens(other, token) < 0);
      return { token, after: removals.rankOf(place) - firstRank };
    });

  function slice(from: number, to: number): readonly OAuthToken[] {
    const rows: OAuthToken[] = [];
    let nextAdded = added.findIndex(({ after }, index) => after + index >= from);
    if (nextAdded === -1) nextAdded = added.length;
    let rank = from - nextAdded;
    while (rows.length < to - from) {
      const candidate = added[nextAdded];
      if (candidate && candidate.after <= rank) {
        rows.push(candidate.token);
        nextAdded += 1;
        continue;
      }
      const token = rank < seededSize ? seeded.at(removals.placeAt(firstRank + rank)) : undefined;
      if (!token) break;
      rows.push(token);
      rank += 1;
    }
    return rows;
  }

  return { size: seededSize + added.length, slice };
}
