import { createServer, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { expect, onTestFinished, test } from "vitest";
import { answeringFailedPages } from "@/lib/serve/failed-pages.js";
import { noteTrouble } from "@/lib/server/request-trouble";

/** A server that answers as `make` does, and what a browser gets from it. */
async function get(address: string, make: (response: ServerResponse) => unknown) {
  const server = createServer((request, response) => {
    answeringFailedPages(request, response, () => make(response));
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  onTestFinished(() => void server.close());
  const { port } = server.address() as AddressInfo;
  const answer = await fetch(`http://127.0.0.1:${port}${address}`);
  return { status: answer.status, headers: answer.headers, text: await answer.text() };
}

const trouble = () => noteTrouble("The console cannot reach its <database>.", "Look whether it runs.");

/** As Next answers when a page could not be made. */
async function failed(response: ServerResponse) {
  await Promise.resolve();
  response.statusCode = 500;
  response.setHeader("content-type", "text/html");
  response.setHeader("content-encoding", "identity");
  response.write("an empty page");
  response.end("with scripts");
}

test("a page that failed for the database is a plain one with 503, which says so and looks again", async () => {
  const { status, headers, text } = await get("/tenants", async (response) => {
    trouble();
    await failed(response);
  });
  expect([status, headers.get("retry-after"), headers.get("content-encoding")]).toEqual([503, "5", null]);
  expect(text).toContain("The console cannot reach its &#60;database&#62;.");
  expect(text).toContain('<meta http-equiv="refresh" content="5">');
  expect(text).not.toMatch(/with scripts|<script/);
});

test("a page that failed for anything else, and one that was made all the same, stay as they are", async () => {
  const other = await get("/tenants", (response) => {
    response.writeHead(500, { "content-type": "text/plain" });
    response.end("Next's own");
  });
  expect([other.status, other.text]).toEqual([500, "Next's own"]);
  const made = await get("/tenants", (response) => {
    trouble();
    response.end("a page");
  });
  expect([made.status, made.text]).toEqual([200, "a page"]);
});

test("what an operation answers is left alone", async () => {
  const { status, text } = await get("/api/tenants", (response) => {
    trouble();
    response.writeHead(503).end("a problem");
  });
  expect([status, text]).toEqual([503, "a problem"]);
});

test("trouble in one request is none of another's", async () => {
  const { status } = await get("/tenants", async (response) => {
    await get("/other", (other) => {
      trouble();
      other.end();
    });
    await failed(response);
  });
  expect(status).toBe(500);
});
