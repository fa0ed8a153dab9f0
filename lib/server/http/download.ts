import "server-only";

const MARK = Symbol("download");

/** A file that is made while it is read; the answer of an operation that declares `downloads`. */
export interface Download {
  readonly [MARK]: true;
  readonly fileName: string;
  readonly contentType: string;
  readonly chunks: AsyncIterable<string>;
}

export const download = (file: Omit<Download, typeof MARK>): Download => ({ ...file, [MARK]: true });

export const isDownload = (answer: unknown): answer is Download =>
  typeof answer === "object" && answer !== null && MARK in answer;

/** Sends the chunks as they are asked for. A caller who goes away ends the iteration, whose `finally` is then run. */
export function downloadResponse({ fileName, contentType, chunks }: Download, headers: Headers): Response {
  const encoder = new TextEncoder();
  const iterator = chunks[Symbol.asyncIterator]();
  const body = new ReadableStream<Uint8Array>({
    async pull(controller) {
      const next = await iterator.next();
      if (next.done) controller.close();
      else controller.enqueue(encoder.encode(next.value));
    },
    async cancel() {
      await iterator.return?.();
    },
  });
  headers.set("content-type", contentType);
  headers.set("content-disposition", `attachment; filename="${fileName}"`);
  return new Response(body, { status: 200, headers });
}
