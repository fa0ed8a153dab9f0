import "server-only";
import fs from "node:fs";
import path from "node:path";

// The one place that makes files and folders, so that none is for others to read: whatever the umask, whoever made the
// folder above. tests/unit/architecture.test.ts holds that.

const FILE = 0o600;
const FOLDER = 0o700;
const CHUNK_BYTES = 1024 * 1024;

/** Makes a folder, and those above it that are missing. One that is there stays as it is. */
export function makePrivateFolder(folder: string): void {
  fs.mkdirSync(folder, { recursive: true, mode: FOLDER });
}

/** Makes an empty file and opens it for writing. Throws EEXIST when there is one of this name. */
export function createPrivateFile(file: string): number {
  const descriptor = fs.openSync(file, "wx", FILE);
  // The umask may have taken something away from its owner.
  fs.fchmodSync(descriptor, FILE);
  return descriptor;
}

/** As {@link createPrivateFile}, to be written bit by bit. */
export async function openPrivateFile(file: string): Promise<fs.promises.FileHandle> {
  const handle = await fs.promises.open(file, "wx", FILE);
  await handle.chmod(FILE);
  return handle;
}

/**
 * As {@link createPrivateFile}, with a text that lasts through a power cut. A full disk or the end of the process leaves
 * no part of it: half a key would look like a key that was lost.
 */
export function writePrivateFile(file: string, text: string): void {
  const partial = `${file}.${process.pid}.partial`;
  fs.rmSync(partial, { force: true });
  try {
    const descriptor = createPrivateFile(partial);
    try {
      writeLasting(descriptor, partial, text);
    } finally {
      fs.closeSync(descriptor);
    }
    putInPlace(partial, file);
  } finally {
    fs.rmSync(partial, { force: true });
  }
}

/** Writes to an open file what lasts through a power cut. What goes wrong names the file, as node does not of a descriptor. */
export function writeLasting(descriptor: number, file: string, text: string): void {
  try {
    fs.writeFileSync(descriptor, text);
    fs.fsyncSync(descriptor);
  } catch (error) {
    throw error instanceof Error ? Object.assign(error, { path: file }) : error;
  }
}

/** Gives a finished file its name. Unlike a rename this takes no file away that appeared meanwhile. */
export function putInPlace(partial: string, file: string): void {
  try {
    fs.linkSync(partial, file);
  } catch (error) {
    // Some file systems have no links.
    if (fs.existsSync(file)) throw error;
    fs.renameSync(partial, file);
  }
}

/** An empty file for SQLite to fill; what SQLite puts beside it takes its mode. One that is there stays as it is. */
export function ensurePrivateFile(file: string): void {
  if (!fs.existsSync(file)) fs.closeSync(createPrivateFile(file));
}

/** Copies a file. Not with `copyFile`, which gives the copy the mode of what was copied. */
export function copyPrivately(from: string, to: string): void {
  const source = fs.openSync(from, "r");
  try {
    const target = createPrivateFile(to);
    try {
      const chunk = Buffer.alloc(CHUNK_BYTES);
      for (let read = fs.readSync(source, chunk); read > 0; read = fs.readSync(source, chunk))
        fs.writeFileSync(target, chunk.subarray(0, read));
    } finally {
      fs.closeSync(target);
    }
  } finally {
    fs.closeSync(source);
  }
}

/** Makes a file, or what was written, renamed or removed in a folder, last through a power cut. */
export function keepOnDisk(fileOrFolder: string): void {
  // Windows opens no folders.
  if (process.platform === "win32" && fs.statSync(fileOrFolder).isDirectory()) return;
  const descriptor = fs.openSync(fileOrFolder, "r");
  try {
    fs.fsyncSync(descriptor);
  } finally {
    fs.closeSync(descriptor);
  }
}

/** Something of the console's own that others on this machine could get at, and what became of that. */
export interface Exposed {
  readonly path: string;
  /** As `chmod` takes it. */
  readonly mode: string;
  /** One sentence for whoever looks after the machine. */
  readonly words: string;
}

/** What the console keeps on disk: it closes its own files, and of folders, which may hold other things, it only tells. */
export function closeToOthers(owned: {
  readonly files: readonly string[];
  readonly folders: readonly string[];
}): Exposed[] {
  // There are no such bits.
  if (process.platform === "win32") return [];
  const files = owned.files.flatMap((file) => {
    const mode = exposedModeOf(file);
    return mode === undefined ? [] : [{ path: file, mode, words: closeFile(file, mode) }];
  });
  const folders = owned.folders.flatMap((folder) => {
    const mode = exposedModeOf(folder);
    const words = `Others on this machine can look into the folder ${folder} (mode ${mode}); the console's own files in it are for their owner alone. To close the folder as well: chmod 700 ${folder}`;
    return mode === undefined ? [] : [{ path: folder, mode, words }];
  });
  return [...files, ...folders];
}

function closeFile(file: string, mode: string): string {
  const found = `Others on this machine could get at ${file} (mode ${mode})`;
  try {
    fs.chmodSync(file, FILE);
    return `${found}. It is for its owner alone now; who has read it before still knows what was in it.`;
  } catch {
    return `${found}, and it belongs to another user than the console's, who alone can change that: chmod 600 ${file}`;
  }
}

function exposedModeOf(fileOrFolder: string): string | undefined {
  const mode = fs.statSync(fileOrFolder, { throwIfNoEntry: false })?.mode ?? 0;
  return (mode & 0o077) === 0 ? undefined : (mode & 0o777).toString(8).padStart(4, "0");
}

/** A database file and all that stands beside it under its name: SQLite's own files, and databases that were replaced. */
export function filesOfDatabase(file: string): string[] {
  const folder = path.dirname(file);
  const name = path.basename(file);
  const names = fs.existsSync(folder) ? fs.readdirSync(folder) : [];
  return names
    .filter((other) => other === name || (other.startsWith(name) && /[-.]/.test(other[name.length] ?? "")))
    .map((other) => path.join(folder, other))
    .filter((other) => fs.statSync(other, { throwIfNoEntry: false })?.isFile());
}
