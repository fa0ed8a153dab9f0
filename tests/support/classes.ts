import fs from "node:fs";
import path from "node:path";
import { twMerge } from "tailwind-merge";
import ts from "typescript";

/** The words that an expression may become, one entry per choice. */
type Choices = (expression: ts.Expression | undefined) => readonly string[];

/** Classes that come together and set the same property, each as a sentence. */
export function findConflicts(folders: readonly string[]): readonly string[] {
  const files = folders.flatMap(sourcesIn);
  const choices = choicesIn(files);
  const ownOf = ownClasses(files, choices);
  return files.flatMap((file) =>
    nodesOf(file).flatMap((node) => {
      const sets = isJoin(node)
        ? node.arguments.map(choices)
        : [ownOf.get(tagOf(node)) ?? [], choices(givenClasses(node))];
      const lost = sets.flatMap((one, at) =>
        sets.slice(at + 1).flatMap((others) => one.flatMap((a) => others.flatMap((b) => lostOf(a, b)))),
      );
      const { line } = file.getLineAndCharacterOfPosition(node.getStart(file));
      const place = `${path.relative(".", file.fileName)}:${line + 1}`;
      return [...new Set(lost)].map((word) => `${place}: ${word} and what comes after it exclude each other`);
    }),
  );
}

/** What of the first classes would not count with the second ones behind them. */
function lostOf(first: string, second: string): readonly string[] {
  const kept = new Set(twMerge(first, second).split(" "));
  return first.split(" ").filter((word) => word !== "" && !kept.has(word));
}

function sourcesIn(folder: string): readonly ts.SourceFile[] {
  return fs
    .readdirSync(folder, { recursive: true, encoding: "utf8" })
    .filter((name) => /\.tsx?$/.test(name))
    .map((name) => path.join(folder, name))
    .map((name) => ts.createSourceFile(name, fs.readFileSync(name, "utf8"), ts.ScriptTarget.Latest, true));
}

function nodesOf(root: ts.Node): readonly ts.Node[] {
  const nodes = [root];
  root.forEachChild((child) => void nodes.push(...nodesOf(child)));
  return nodes;
}

const isJoin = (node: ts.Node): node is ts.CallExpression =>
  ts.isCallExpression(node) && node.expression.getText() === "cn";

const tagOf = (node: ts.Node): string =>
  ts.isJsxOpeningElement(node) || ts.isJsxSelfClosingElement(node) ? node.tagName.getText() : "";

function givenClasses(node: ts.Node): ts.Expression | undefined {
  if (!ts.isJsxOpeningElement(node) && !ts.isJsxSelfClosingElement(node)) return undefined;
  const given = node.attributes.properties.find((one) => one.name?.getText() === "className");
  const value = given && ts.isJsxAttribute(given) ? given.initializer : undefined;
  return value && ts.isJsxExpression(value) ? value.expression : (value as ts.Expression | undefined);
}

/** The classes of our components that take more of them. */
function ownClasses(files: readonly ts.SourceFile[], choices: Choices): Map<string, readonly string[]> {
  const own = new Map<string, readonly string[]>();
  for (const join of files.flatMap(nodesOf).filter(isJoin)) {
    if (!join.arguments.some((argument) => argument.getText() === "className")) continue;
    const component = ts.findAncestor(join, ts.isFunctionDeclaration)?.name?.text ?? "";
    own.set(component, [...(own.get(component) ?? []), ...join.arguments.flatMap(choices)]);
  }
  return own;
}

function choicesIn(files: readonly ts.SourceFile[]): Choices {
  const named = new Map(
    files
      .flatMap(({ statements }) => [...statements])
      .filter(ts.isVariableStatement)
      .flatMap(({ declarationList }) => [...declarationList.declarations])
      .map(({ name, initializer }) => [name.getText(), initializer] as const),
  );
  const choices: Choices = (node) => {
    if (!node) return [];
    if (ts.isStringLiteralLike(node)) return [node.text];
    if (ts.isTemplateExpression(node)) {
      const literals = [node.head, ...node.templateSpans.map(({ literal }) => literal)];
      return [
        literals.map(({ text }) => text).join(" "),
        ...node.templateSpans.flatMap(({ expression }) => choices(expression)),
      ];
    }
    if (ts.isBinaryExpression(node)) return choices(node.right);
    if (ts.isConditionalExpression(node)) return [node.whenTrue, node.whenFalse].flatMap(choices);
    if (ts.isObjectLiteralExpression(node))
      return node.properties.flatMap((one) => (ts.isPropertyAssignment(one) ? choices(one.initializer) : []));
    if (ts.isArrayLiteralExpression(node)) return node.elements.flatMap(choices);
    if (ts.isCallExpression(node)) return [...choices(node.expression), ...node.arguments.flatMap(choices)];
    if (ts.isArrowFunction(node) && ts.isCallExpression(node.body)) return choices(node.body);
    if (ts.isIdentifier(node)) return choices(named.get(node.text));
    if (ts.isAsExpression(node) || ts.isParenthesizedExpression(node) || ts.isElementAccessExpression(node))
      return choices(node.expression);
    return [];
  };
  return choices;
}
