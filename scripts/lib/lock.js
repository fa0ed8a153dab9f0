import { randomUUID } from "node:crypto";
import fs from "node:fs/promises";
import path from "node:path";
import { setTimeout as wait } from "node:timers/promises";

const LOOK_AGAIN_MS = 300;
const HEARTBEAT_MS = 2000;
/** A process id is used again after a restart of the machine: without a heartbeat it proves nothing. */
const SILENT_FOR_MS = 60_000;

/** @param {number} pid */
function isAlive(pid) {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    // EPERM: it lives, and belongs to somebody else.
    return error instanceof Error && "code" in error && error.code === "EPERM";
  }
}

/** @param {string} file */
async function readHolder(file) {
  try {
    const [text, stat] = await Promise.all([fs.readFile(file, "utf8"), fs.stat(file)]);
    return { text, pid: Number.parseInt(text, 10), silentFor: Date.now() - stat.mtimeMs };
  } catch {
    return null;
  }
}

/**
 * Takes away the lock of a process that is gone. Of several that try at once one succeeds; a fresh lock that
 * was moved by mistake is put back.
 * @param {string} file
 * @param {string} staleText
 */
async function takeAway(file, staleText) {
  const aside = `${file}.${randomUUID()}`;
  try {
    await fs.rename(file, aside);
    if ((await fs.readFile(aside, "utf8")) !== staleText) await fs.link(aside, file);
  } catch {
    // Somebody else was quicker: the next look shows what there is now.
  }
  await fs.rm(aside, { force: true });
}

/**
 * Does something that no other process may do at the same time, such as building into one folder.
 * @template Result
 * @param {string} file
 * @param {{ onWait?: (pid: number) => void }} options `onWait`: told once, with the process waited for
 * @param {() => Promise<Result>} work
 * @returns {Promise<Result>}
 */
export async function withLock(file, { onWait = () => {} }, work) {
  await fs.mkdir(path.dirname(file), { recursive: true });
  const text = `${process.pid} ${randomUUID()}`;
  let told = false;
  while (!(await fs.writeFile(file, text, { flag: "wx" }).then(() => true, isTaken))) {
    const holder = await readHolder(file);
    if (holder === null) continue;
    // An empty file is one that is just being written.
    const isGone = Number.isNaN(holder.pid) ? false : !isAlive(holder.pid);
    if (isGone || holder.silentFor > SILENT_FOR_MS) {
      await takeAway(file, holder.text);
      continue;
    }
    if (!told) onWait(holder.pid);
    told = true;
    await wait(LOOK_AGAIN_MS);
  }
  const heartbeat = setInterval(
    () => void fs.utimes(file, new Date(), new Date()).catch(() => {}),
    HEARTBEAT_MS,
  );
  heartbeat.unref();
  try {
    return await work();
  } finally {
    clearInterval(heartbeat);
    if ((await readHolder(file))?.text === text) await fs.rm(file, { force: true });
  }
}

/**
 * @param {unknown} error
 * @returns {false}
 */
function isTaken(error) {
  if (error instanceof Error && "code" in error && error.code === "EEXIST") return false;
  throw error;
}
