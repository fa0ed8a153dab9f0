/** Keeps both ends, which are what people compare: "6543…a1b2". Short text stays whole. */
export function shortenMiddle(text: string, head: number, tail: number): string {
  // By code points, so that nothing is cut through its middle.
  const points = Array.from(text);
  if (points.length <= head + tail + 1) return text;
  return `${points.slice(0, head).join("")}…${points.slice(-tail).join("")}`;
}
