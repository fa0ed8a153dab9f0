import { readFileSync } from "node:fs";
import path from "node:path";
import { describe, expect, it } from "vitest";

const css = readFileSync(path.join(import.meta.dirname, "../../../app/globals.css"), "utf8");

function tokensOf(block: string | undefined): Map<string, string> {
  const tokens = [...(block ?? "").matchAll(/--color-([a-z-]+):\s*(#[0-9a-f]{6});/g)];
  return new Map(tokens.map((match) => [match[1] ?? "", match[2] ?? ""]));
}

const light = tokensOf(/@theme static \{([\s\S]*?)\n\}/.exec(css)?.[1]);
const dark = tokensOf(/\n {2}\.dark \{([\s\S]*?)\n {2}\}/.exec(css)?.[1]);

/** Relative luminance, WCAG 2.2. */
function luminance(hex: string): number {
  const channels = [1, 3, 5].map((at) => Number.parseInt(hex.slice(at, at + 2), 16) / 255);
  const [red = 0, green = 0, blue = 0] = channels.map((value) =>
    value <= 0.04045 ? value / 12.92 : ((value + 0.055) / 1.055) ** 2.4,
  );
  return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
}

function ratio(a: string, b: string): number {
  const [high = 0, low = 0] = [luminance(a), luminance(b)].sort((x, y) => y - x);
  return (high + 0.05) / (low + 0.05);
}

const surfaces = ["surface", "surface-raised", "surface-sunken", "surface-hover"];
const softs = ["danger-soft", "warning-soft", "success-soft", "info-soft", "accent-soft"];
const onSurfaces = [
  "text",
  "text-muted",
  "text-faint",
  "accent-text",
  "danger",
  "warning",
  "success",
  "info",
];

const textPairs = [
  ...onSurfaces.flatMap((text) => surfaces.map((ground) => [text, ground] as const)),
  ...["text", "text-muted"].flatMap((text) => softs.map((ground) => [text, ground] as const)),
  ...["danger", "warning", "success", "info"].map((tone) => [tone, `${tone}-soft`] as const),
  ["accent-text", "accent-soft"] as const,
  ["on-accent", "accent"] as const,
  ["on-accent", "accent-strong"] as const,
  ["on-danger", "danger-fill"] as const,
  ["on-danger", "danger-strong"] as const,
];

// What tells a control or the focus from its ground needs 3:1 (WCAG 1.4.11).
const shapePairs = [
  ...["surface", "surface-raised"].map((ground) => ["line-control", ground] as const),
  // The ring is drawn inside or around whatever has the focus, so on every ground there is.
  ...[...surfaces, ...softs].map((ground) => ["focus", ground] as const),
];

describe.each([
  ["light", light],
  ["dark", dark],
])("the %s theme", (_name, tokens) => {
  it.each(textPairs)("lets %s be read on %s", (text, ground) => {
    expect(ratio(tokens.get(text) ?? "", tokens.get(ground) ?? "")).toBeGreaterThanOrEqual(4.5);
  });

  it.each(shapePairs)("lets %s be seen on %s", (shape, ground) => {
    expect(ratio(tokens.get(shape) ?? "", tokens.get(ground) ?? "")).toBeGreaterThanOrEqual(3);
  });
});

it("gives every colour of the light theme a counterpart in the dark one", () => {
  expect([...dark.keys()].sort()).toEqual([...light.keys()].sort());
});
