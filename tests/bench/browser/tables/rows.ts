const WORDS = [
  "amber",
  "birch",
  "cobalt",
  "delta",
  "ember",
  "fjord",
  "granite",
  "harbour",
  "indigo",
  "juniper",
];
const REGIONS = ["us-east-1", "eu-west-1", "eu-central-1", "ap-southeast-1", "ap-northeast-1"];
const STATES = ["active", "disabled", "deleted"];

export type BenchRow = Readonly<
  Record<"id" | "name" | "hostname" | "region" | "status" | "subscription", string> & { used: number }
>;

/** The same rows for every table, in an order that no column sorts. */
export function makeRows(count: number): BenchRow[] {
  return Array.from({ length: count }, (_, at) => {
    // A step that is prime to every count used scatters the numbers over the rows.
    const number = String((at * 7919 + 13) % count).padStart(5, "0");
    const word = WORDS[at % WORDS.length] ?? "";
    return {
      id: `row-${at}`,
      name: `${word} ${number}`,
      hostname: `${word}-${number}.eu.qlikcloud.com`,
      region: REGIONS[at % REGIONS.length] ?? "",
      status: STATES[at % STATES.length] ?? "",
      subscription: `sub-${(at * 31) % 1000}`,
      used: (at * 104_729) % 1_000_003,
    };
  });
}

export const COLUMNS = [
  { id: "name", header: "Name", width: 180 },
  { id: "hostname", header: "Hostname", width: 260 },
  { id: "region", header: "Region", width: 140 },
  { id: "status", header: "Status", width: 100 },
  { id: "subscription", header: "Subscription", width: 120 },
  { id: "used", header: "Used", width: 120 },
] as const;

export const textOf = (row: BenchRow): string =>
  COLUMNS.map(({ id }) => row[id])
    .join("\n")
    .toLowerCase();
export const byName = (one: BenchRow, other: BenchRow): number =>
  one.name < other.name ? -1 : one.name > other.name ? 1 : 0;
