import "server-only";
import type { Problem } from "@/lib/contracts/problems";
import { sendUnbuffered } from "./stream-headers";

/** A file that is made while it is sent. */
export interface FileAnswer {
  /** Plain ASCII letters, digits, hyphens and one dot. */
  readonly name: string;
  readonly mediaType: string;
  readonly chunks: AsyncIterable<string>;
}

/**
 * Sends a file piece by piece, as fast as it is taken. A failure before the first piece is a problem like any other; a
 * later one breaks the download off, so that nobody takes half a file for a whole one.
 */
export async function streamFile(
  { name, mediaType, chunks }: FileAnswer,
  tell: (failure: unknown) => Problem,
  headers: Headers,
): Promise<Response> {
  const encoder = new TextEncoder();
  const pieces = chunks[Symbol.asyncIterator]();
  let next = await pieces.next();
  const body = new ReadableStream<Uint8Array>({
    async pull(controller) {
      if (next.done) {
        controller.close();
        return;
      }
      controller.enqueue(encoder.encode(next.value));
      try {
        next = await pieces.next();
      } catch (failure) {
        tell(failure);
        controller.error(failure);
      }
    },
    async cancel() {
      await pieces.return?.();
    },
  });
  headers.set("content-type", mediaType);
  sendUnbuffered(headers);
  headers.set("content-disposition", `attachment; filename="${name}"`);
  return new Response(body, { status: 200, headers });
}
