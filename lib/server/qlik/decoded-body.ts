import "server-only";
import { pipeline, type Readable } from "node:stream";
import { createBrotliDecompress, createGunzip, createInflate } from "node:zlib";
import { err, ok, type Result } from "@/lib/server/result";

/** The encodings that are asked for and understood. */
export const ACCEPT_ENCODING = "gzip, br";

export type BodyFault = "too-large" | "unknown-encoding";

/**
 * A body as text, decoded. Counts decoded bytes, because 500 bytes of gzip can become 200 MB, and stops at the
 * limit without holding more than one chunk beyond it. Throws what the stream throws.
 */
export function readDecodedBody(
  body: Readable,
  encoding: string | undefined,
  maxBytes: number,
): Promise<Result<string, BodyFault>> {
  const stream = decoded(body, encoding?.trim().toLowerCase() ?? "");
  if (!stream) {
    discard(body);
    return Promise.resolve(err("unknown-encoding"));
  }
  return new Promise((resolve, reject) => {
    const chunks: Buffer[] = [];
    let bytes = 0;
    function read(chunk: Buffer): void {
      bytes += chunk.length;
      if (bytes <= maxBytes) return void chunks.push(chunk);
      stream?.off("data", read).destroy();
      discard(body);
      resolve(err("too-large"));
    }
    stream.on("data", read);
    stream.once("end", () => resolve(ok(new TextDecoder().decode(joined(chunks)))));
    stream.on("error", reject);
    // Comes last, and after one of the others it says nothing new.
    stream.once("close", () => reject(new Error("closed before its end")));
  });
}

/** Most bodies come in one piece, which is not copied. */
const joined = ([first, ...others]: readonly Buffer[]): Buffer | undefined =>
  first && others.length > 0 ? Buffer.concat([first, ...others]) : first;

function decoded(body: Readable, encoding: string): Readable | null {
  const decoder = decoderOf(encoding);
  if (decoder === "none") return body;
  // The iteration over the last stream reports failures of the whole line; the callback has nothing to add.
  return decoder && pipeline(body, decoder, () => undefined);
}

function decoderOf(encoding: string) {
  if (encoding === "" || encoding === "identity") return "none";
  if (encoding === "gzip" || encoding === "x-gzip") return createGunzip();
  if (encoding === "br") return createBrotliDecompress();
  if (encoding === "deflate") return createInflate();
  return null;
}

/** Closes the connection instead of reading the rest; the stream then complains, which is no news. */
function discard(body: Readable): void {
  body.on("error", () => undefined);
  body.destroy();
}
