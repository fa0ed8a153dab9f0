import { spawn } from "node:child_process";
import process from "node:process";
import { fileURLToPath } from "node:url";
import { exitCodeOf } from "./exit-code.js";
import { failure } from "./failure.js";
import { root } from "./paths.js";
import { hasProcessGroups, killGroup, signalGroup } from "./process-groups.js";

const TETHER = fileURLToPath(new URL("./tether.js", import.meta.url));
const GRACE_MS = 8000;
/** Of what a process prints, this much is kept: the end tells what went wrong. */
const KEPT_CHARACTERS = 2_000_000;

/**
 * @typedef {object} ProcessRequest
 * @property {string} name how messages call it
 * @property {readonly string[]} args of Node
 * @property {Readonly<Record<string, string | undefined>>} env
 * @property {"shown" | "kept"} output shown as it comes, or kept to be read with `output()`
 */

/**
 * @typedef {object} RunningProcess
 * @property {string} name
 * @property {number} pid
 * @property {Promise<number>} ended its exit code
 * @property {() => string} output all it printed so far, when kept
 * @property {(pattern: RegExp, withinMs: number) => Promise<RegExpExecArray>} printed rejects when it ends first
 * @property {(withinMs: number) => Promise<unknown>} message the first one it sends; rejects when it ends first
 * @property {() => Promise<void>} stop as Ctrl-C does, and by force when that takes too long
 */

/** @typedef {ReturnType<typeof createProcesses>} Processes */

/**
 * Starts Node programs, each in a process group of its own and tied to this process by an IPC channel: whatever
 * becomes of this process, none of them outlives it.
 */
export function createProcesses() {
  /** @type {Set<RunningProcess>} */
  const running = new Set();
  let isClosed = false;

  /**
   * The program must end by itself when its IPC channel closes (the sandbox and `serve.js` do).
   * @param {ProcessRequest} request
   * @returns {RunningProcess}
   */
  function start({ name, args, env, output }) {
    if (isClosed) throw failure(`${name} was not started: everything is being stopped.`);
    const stream = output === "shown" ? "inherit" : "pipe";
    /** @type {import("node:child_process").StdioOptions} */
    const stdio = ["ignore", stream, stream, "ipc"];
    const child = spawn(process.execPath, args, {
      cwd: root,
      // Next's types want NODE_ENV in every environment.
      env: /** @type {NodeJS.ProcessEnv} */ ({ ...env }),
      detached: hasProcessGroups,
      stdio,
    });
    const { pid } = child;
    if (pid === undefined) throw failure(`${name} could not be started.`);

    let text = "";
    /** @type {Set<() => void>} */
    const readers = new Set();
    const keep = (/** @type {string} */ chunk) => {
      text = (text + chunk).slice(-KEPT_CHARACTERS);
      for (const reader of readers) reader();
    };
    child.stdout?.setEncoding("utf8").on("data", keep);
    child.stderr?.setEncoding("utf8").on("data", keep);

    /** @type {Promise<number>} */
    const ended = new Promise((resolve) => {
      child.once("close", (code, signal) => resolve(exitCodeOf(code, signal)));
    });
    // "close" waits for the output of everything that still holds it: end what the process left behind.
    child.once("exit", () => killGroup(pid));

    /**
     * @template Result
     * @param {string} what
     * @param {number} withinMs
     * @param {(found: (result: Result) => void) => () => void} watch returns what ends the watching
     * @returns {Promise<Result>}
     */
    function firstOf(what, withinMs, watch) {
      return new Promise((resolve, reject) => {
        const settle = (/** @type {() => void} */ act) => {
          clearTimeout(timer);
          unwatch();
          act();
        };
        const timer = setTimeout(
          () => settle(() => reject(failure(`${name} has not ${what} within ${withinMs / 1000} s.`, text))),
          withinMs,
        );
        const unwatch = watch((result) => settle(() => resolve(result)));
        void ended.then((code) => settle(() => reject(failure(`${name} ended (exit code ${code}).`, text))));
      });
    }

    /** @type {RunningProcess} */
    const started = {
      name,
      pid,
      ended,
      output: () => text,
      printed: (pattern, withinMs) =>
        firstOf("printed what was expected", withinMs, (found) => {
          const look = () => {
            const match = pattern.exec(text);
            if (match !== null) found(match);
          };
          readers.add(look);
          queueMicrotask(look);
          return () => readers.delete(look);
        }),
      message: (withinMs) =>
        firstOf("answered", withinMs, (found) => {
          child.once("message", found);
          return () => child.off("message", found);
        }),
      async stop() {
        signalGroup(pid, "SIGINT");
        const force = setTimeout(() => killGroup(pid), GRACE_MS);
        await ended;
        clearTimeout(force);
      },
    };
    running.add(started);
    void ended.then(() => running.delete(started));
    return started;
  }

  /**
   * Runs a Node program that knows nothing of IPC, such as a tool's command line, to its end.
   * @param {ProcessRequest} request
   * @returns {Promise<{ code: number, output: string }>}
   */
  async function run(request) {
    const tool = startTool(request);
    const code = await tool.ended;
    // What was interrupted has no outcome: nobody shall report one while everything is being stopped.
    return isClosed ? await new Promise(() => {}) : { code, output: tool.output() };
  }

  /**
   * The same, for a tool that goes on until it is stopped.
   * @param {ProcessRequest} request
   */
  function startTool(request) {
    return start({ ...request, args: [TETHER, ...request.args] });
  }

  /** Stops all, the last one first: the console may need the sandbox until its end. Nothing starts afterwards. */
  async function stopAll() {
    isClosed = true;
    for (const started of [...running].reverse()) await started.stop();
  }

  /** Ends all at once. */
  function killAll() {
    isClosed = true;
    for (const { pid } of running) killGroup(pid);
  }

  return { start, startTool, run, stopAll, killAll };
}
