import "server-only";
import { createBrotliDecompress, createGunzip, createInflate } from "node:zlib";
import { err, ok, type Result } from "@/lib/server/result";

/** The encodings that are asked for and understood. */
export const ACCEPT_ENCODING = "gzip, br";

export type BodyFault = "too-large" | "unknown-encoding";

/** Takes a body as it arrives. */
export interface BodyReader {
  take(chunk: Buffer): void;
  end(): void;
}

export interface BodyListener {
  /** The whole of it, or what is wrong with it. What is said after the first call means nothing. */
  done(body: Result<Buffer, BodyFault>): void;
  /** The compression is broken. */
  failed(error: Error): void;
}

/**
 * A body, decompressed. Counts decompressed bytes, because 500 bytes of gzip can become 200 MB, and stops at the
 * limit without holding more than one chunk beyond it.
 */
export function createBodyReader(
  encoding: string | undefined,
  maxBytes: number,
  listener: BodyListener,
): BodyReader {
  const decoder = decoderOf(encoding?.trim().toLowerCase() ?? "");
  if (decoder === "none") return createBytesReader(maxBytes, listener.done);
  if (decoder === null) {
    listener.done(err("unknown-encoding"));
    return NOTHING;
  }
  const reader = createBytesReader(maxBytes, (body) => {
    listener.done(body);
    if (!body.ok) decoder.destroy();
  });
  decoder.on("data", reader.take);
  decoder.once("end", reader.end);
  decoder.on("error", listener.failed);
  return { take: (chunk) => void decoder.write(chunk), end: () => void decoder.end() };
}

const NOTHING: BodyReader = { take: () => undefined, end: () => undefined };

function createBytesReader(maxBytes: number, done: BodyListener["done"]): BodyReader {
  const chunks: Buffer[] = [];
  let bytes = 0;
  return {
    take(chunk) {
      bytes += chunk.length;
      if (bytes <= maxBytes) chunks.push(chunk);
      else done(err("too-large"));
    },
    end() {
      if (bytes <= maxBytes) done(ok(joined(chunks)));
    },
  };
}

/** Most bodies come in one piece, which is not copied. */
const joined = ([first = Buffer.alloc(0), ...others]: readonly Buffer[]): Buffer =>
  others.length > 0 ? Buffer.concat([first, ...others]) : first;

/** As a TextDecoder does it, without a mark of the byte order, in much less time. */
export function textOf(bytes: Buffer): string {
  const text = bytes.toString("utf8");
  return text.startsWith("\uFEFF") ? text.slice(1) : text;
}

function decoderOf(encoding: string) {
  if (encoding === "" || encoding === "identity") return "none";
  if (encoding === "gzip" || encoding === "x-gzip") return createGunzip();
  if (encoding === "br") return createBrotliDecompress();
  if (encoding === "deflate") return createInflate();
  return null;
}
