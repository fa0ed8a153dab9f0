import { placeOf } from "@/lib/contracts/regions";

/** A region by its code, with the place it is at on hover and for screen readers. */
export function RegionName({ code }: { code: string }) {
  const place = placeOf(code);
  return (
    <span title={place} className="whitespace-nowrap">
      {code}
      {place ? <span className="sr-only">, {place}</span> : null}
    </span>
  );
}

/** A region in full: "eu-west-1 · Europe (Ireland)"; one that this version does not know by its code alone. */
export function regionWords(code: string): string {
  const place = placeOf(code);
  return place ? `${code} · ${place}` : code;
}
