import "./lib/require-node.js";
import { mkdir } from "node:fs/promises";
import os from "node:os";
import path from "node:path";
import { parseArgs } from "node:util";
import { type Browser, chromium, type Page } from "@playwright/test";
import { findBrowser } from "./lib/browser.js";
import { browserArguments } from "./lib/browser-arguments.js";
import { launch } from "./lib/launch.js";
import { inRoot } from "./lib/paths.js";
import { prepareProduction } from "./lib/prepare.js";
import { dialogs } from "./screenshots/dialogs";
import { picturesForDocs } from "./screenshots/for-docs";
import { pages } from "./screenshots/pages";
import type { Scene } from "./screenshots/scene";
import { startWorld, type World } from "./screenshots/world";

const HELP = `npm run screenshots -- [options]

Without options: the pictures of docs/images.

  --all               every page, dialog and state instead
  --pages TEXT        only those with the text in their name; several, separated by commas
  --widths 1440,1024,390
  --schemes light,dark
  --out FOLDER        instead of a folder of the system's for temporary files
  --tenants 60        of the sandbox's first organization
  --whole             whole pages instead of what a window shows
  --list              the names
`;

/** What browsers make of a width; the last is a phone's. */
const HEIGHTS: Readonly<Record<string, number>> = { 1440: 900, 1024: 768, 390: 844, 360: 740 };
const SHOWS_WITHIN_MS = 20_000;

const { values: options } = parseArgs({
  options: {
    help: { type: "boolean", default: false },
    all: { type: "boolean", default: false },
    list: { type: "boolean", default: false },
    whole: { type: "boolean", default: false },
    pages: { type: "string" },
    widths: { type: "string", default: "1440,1024,390" },
    schemes: { type: "string", default: "light,dark" },
    out: { type: "string", default: path.join(os.tmpdir(), "castellan-screenshots") },
    tenants: { type: "string", default: "60" },
  },
});

const fixed = { locale: "en-GB", timezoneId: "UTC", reducedMotion: "reduce" } as const;

async function take(page: Page, file: string, fullPage = false): Promise<void> {
  await page.screenshot({ path: file, animations: "disabled", caret: "hide", fullPage });
  console.log(`› ${file}`);
}

async function takeForDocs(browser: Browser): Promise<void> {
  const world = await startWorld("filled", 60);
  try {
    const folder = inRoot("docs/images");
    await mkdir(folder, { recursive: true });
    for (const { file, look, arrange } of picturesForDocs) {
      const storageState = await world.sessionOf("admin");
      const context = await browser.newContext({
        ...fixed,
        ...look,
        baseURL: world.console.origin,
        storageState,
      });
      const page = await context.newPage();
      await arrange(page, world);
      await page.mouse.move(0, 0);
      await take(page, path.join(folder, file));
      await context.close();
    }
  } finally {
    await world.stop();
  }
}

/** One scene in every look. The window changes while it is open, so that what was clicked open stays so. */
async function takeScene(browser: Browser, world: World, { name, as, arrange, tidy }: Scene): Promise<void> {
  const context = await browser.newContext({
    ...fixed,
    viewport: { width: 1440, height: 900 },
    baseURL: world.console.origin,
    ...(as === null ? {} : { storageState: await world.sessionOf(as) }),
  });
  const page = await context.newPage();
  page.setDefaultTimeout(SHOWS_WITHIN_MS);
  try {
    await arrange(page, world);
    await page.mouse.move(0, 0);
    for (const width of options.widths.split(",")) {
      await page.setViewportSize({ width: Number(width), height: HEIGHTS[width] ?? 900 });
      for (const colorScheme of options.schemes.split(",") as ("light" | "dark")[]) {
        await page.emulateMedia({ colorScheme });
        await take(page, path.join(options.out, `${name}-${width}-${colorScheme}.png`), options.whole);
      }
    }
  } finally {
    await tidy?.(world);
    await context.close();
  }
}

/** Takes what is asked for, whatever fails, and returns how much did. */
async function takeAll(browser: Browser, scenes: readonly Scene[]): Promise<number> {
  await mkdir(options.out, { recursive: true });
  const failed: string[] = [];
  for (const name of new Set(scenes.map(({ world }) => world))) {
    const world = await startWorld(name, Number(options.tenants));
    try {
      for (const scene of scenes.filter((candidate) => candidate.world === name)) {
        try {
          await takeScene(browser, world, scene);
        } catch (error) {
          failed.push(`${scene.name}: ${error instanceof Error ? error.message : String(error)}`);
        }
      }
    } finally {
      await world.stop();
    }
  }
  for (const line of failed) console.error(`✗ ${line}`);
  return failed.length;
}

/** Takes pictures of a production console with the demo's data. */
launch(async (processes) => {
  const wanted = options.pages?.split(",");
  const scenes = [...pages, ...dialogs].filter(
    ({ name }) => wanted?.some((text) => name.includes(text)) ?? true,
  );
  if (options.help || options.list) {
    console.log(options.help ? HELP : scenes.map(({ name }) => name).join("\n"));
    return 0;
  }
  await prepareProduction(processes);
  const { executable } = await findBrowser(processes);
  const browser = await chromium.launch({
    args: browserArguments(),
    ...(executable === null ? {} : { executablePath: executable }),
  });
  try {
    if (options.all || wanted) return Math.min(await takeAll(browser, scenes), 1);
    await takeForDocs(browser);
    return 0;
  } finally {
    await browser.close();
  }
});
