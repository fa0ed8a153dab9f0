import fs from "node:fs";

const LOOKS_EVERY_MS = 500;
const MIB = 1024;

export interface Memory {
  /** Resident memory in MiB, of each tenth of the time the median. */
  readonly tenths: readonly number[];
}

/** Resident memory of a process and of what it started, while the work goes on. Reads /proc: Linux only. */
export async function watchingMemoryOf<T>(pid: number, work: () => Promise<T>): Promise<[T, Memory]> {
  const seen: number[] = [];
  const timer = setInterval(
    () => seen.push(treeOf(pid).reduce((sum, one) => sum + residentMib(one), 0)),
    LOOKS_EVERY_MS,
  );
  try {
    const result = await work();
    const tenths = Array.from({ length: 10 }, (_, tenth) => {
      const part = seen.slice((seen.length * tenth) / 10, (seen.length * (tenth + 1)) / 10);
      return part.sort((a, b) => a - b)[Math.floor(part.length / 2)] ?? 0;
    });
    return [result, { tenths }];
  } finally {
    clearInterval(timer);
  }
}

function treeOf(pid: number): number[] {
  const children = fs
    .readFileSync(`/proc/${pid}/task/${pid}/children`, "utf8")
    .split(" ")
    .filter(Boolean)
    .map(Number);
  return [pid, ...children.flatMap(treeOf)];
}

function residentMib(pid: number): number {
  const kib = /VmRSS:\s+(\d+)/.exec(fs.readFileSync(`/proc/${pid}/status`, "utf8"))?.[1];
  return Number(kib ?? 0) / MIB;
}
