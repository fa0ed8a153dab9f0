import path from "node:path";
import { cruise, type ICruiseResult } from "dependency-cruiser";
import extractDepcruiseOptions from "dependency-cruiser/config-utl/extract-depcruise-options";
import extractTSConfig from "dependency-cruiser/config-utl/extract-ts-config";

const CONFIG = path.resolve(".dependency-cruiser.js");

export interface Violation {
  readonly rule: string;
  readonly comment: string;
  readonly from: string;
  readonly to: string;
}

/** Holds folders of a tree against the import rules of this project; the tree has a tsconfig.json at its root. */
export async function findViolations(baseDir: string, folders: readonly string[]): Promise<Violation[]> {
  const options = await extractDepcruiseOptions(CONFIG);
  const tsConfig = extractTSConfig(path.join(baseDir, "tsconfig.json"));
  const { output } = await cruise(
    [...folders],
    { ...options, baseDir, tsConfig: { fileName: path.join(baseDir, "tsconfig.json") }, validate: true },
    undefined,
    { tsConfig },
  );
  const { summary } = output as ICruiseResult;
  const comments = new Map(options.ruleSet?.forbidden?.map(({ name, comment }) => [name, comment]));
  return summary.violations.map(({ rule, from, to }) => ({
    rule: rule.name,
    comment: comments.get(rule.name) ?? "",
    from,
    to,
  }));
}
