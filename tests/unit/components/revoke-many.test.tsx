// @vitest-environment jsdom
import { QueryClient, QueryClientProvider } from "@tanstack/react-query";
import { fireEvent, screen, waitFor, within } from "@testing-library/react";
import { afterEach, expect, test, vi } from "vitest";
import { type AskedTokens, RevokeManyDialog } from "@/components/revocations/revoke-many-dialog";
import type { RevocationDetail, RevocationReading } from "@/lib/contracts/revocations";
import type { StreamLine } from "@/lib/contracts/streams";
import { renderPage } from "./support";

vi.mock("next/navigation", () => ({ useRouter: () => ({ push: () => undefined }) }));
afterEach(() => vi.unstubAllGlobals());

const counts = { pending: 0, underWay: 0, revoked: 0, alreadyGone: 0, failed: 0, unknown: 0, cancelled: 0 };
const person = { id: "p", name: "Olga", email: "olga@example.com" };
const unread = [{ tenantId: "t9", tenantName: "Acme DE", because: "Qlik did not answer in time." }];
const found = (total: number, more: Partial<RevocationDetail> = {}): RevocationDetail => ({
  id: "preview",
  state: "preview",
  selection: "All tokens of Ana Weber (ana@example.com)",
  reason: null,
  person,
  takenOver: null,
  createdAt: "2026-11-21T12:00:00.000Z",
  startedAt: null,
  finishedAt: null,
  pausedBecause: null,
  counts: { ...counts, total, leftOut: 0, pending: total },
  secondsLeft: 1,
  issuedAgain: 0,
  coverage: { tenants: 60, connected: 20, readable: 20 },
  unread: [],
  waitingFor: null,
  asOf: "2026-11-21T12:00:00.000Z",
  tenants: [
    {
      tenantId: "t1",
      tenantName: "Acme",
      counts: { ...counts, total, leftOut: 0, pending: total },
      waitingBecause: null,
    },
  ],
  people: [],
  problems: [],
  ...more,
});

/** Qlik's answers, as the console streams them: each call takes the next one, and gives it when it is told to. */
function answering(answers: readonly RevocationDetail[]) {
  const left = [...answers];
  const streams: ReadableStreamDefaultController<Uint8Array>[] = [];
  const write = (line: StreamLine) =>
    streams.at(-1)?.enqueue(new TextEncoder().encode(`${JSON.stringify(line)}\n`));
  vi.stubGlobal(
    "fetch",
    vi.fn(async () => {
      const body = new ReadableStream<Uint8Array>({ start: (stream) => void streams.push(stream) });
      return new Response(body, { headers: { "content-type": "application/x-ndjson" } });
    }),
  );
  return {
    asked: () => streams.length,
    tell: (event: RevocationReading) => write({ type: "event", event }),
    answer: () => write({ type: "result", result: left.shift() }),
  };
}

const client = new QueryClient();
const Asked = ({ asked }: { asked: AskedTokens | undefined }) => (
  <QueryClientProvider client={client}>
    <RevokeManyDialog asked={asked} onClose={() => undefined} />
  </QueryClientProvider>
);
const ana = (): AskedTokens => ({ count: 6, selection: { kind: "person", personKey: "ana@example.com" } });
const dialog = () => screen.findByRole("alertdialog");

test("no number can be typed before Qlik was read; then it is said where, where not, and what has changed", async () => {
  const qlik = answering([found(9, { unread, coverage: { tenants: 60, connected: 20, readable: 19 } })]);
  renderPage(<Asked asked={ana()} />);
  await waitFor(() => expect(qlik.asked()).toBe(1));
  qlik.tell({ tenants: 20, done: 19, unread: 0, tokens: 9, waitingFor: unread });
  await within(await dialog()).findByText("19 of 20 tenants, 9 tokens so far.");
  within(await dialog()).getByText("Waiting for Acme DE. The others are done.");
  expect(within(await dialog()).queryByRole("textbox")).toBeNull();

  qlik.answer();
  await screen.findByRole("alertdialog", { name: "Revoke 9 tokens" });
  const text = (await dialog()).textContent;
  expect(text).toContain("In 19 of 60 tenants; 40 are not connected, 1 could not be read.");
  expect(text).toContain("3 more are at Qlik than the list showed.");
  expect(text).toContain("Acme DE: Qlik did not answer in time.");
  within(await dialog()).getByRole("textbox", { name: "Type 9 to confirm" });
});

test("each opening reads anew, and so does whoever wants what could not be read", async () => {
  const qlik = answering([found(6), found(7, { unread }), found(8)]);
  const { rerender } = renderPage(<Asked asked={ana()} />);
  await waitFor(() => expect(qlik.asked()).toBe(1));
  qlik.answer();
  await screen.findByRole("alertdialog", { name: "Revoke 6 tokens" });
  rerender(<Asked asked={undefined} />);
  await waitFor(() => expect(screen.queryByRole("alertdialog")).toBeNull());

  rerender(<Asked asked={ana()} />);
  await waitFor(() => expect(qlik.asked()).toBe(2));
  qlik.answer();
  await screen.findByRole("alertdialog", { name: "Revoke 7 tokens" });
  fireEvent.click(within(await dialog()).getByRole("button", { name: "Read again" }));
  await waitFor(() => expect(qlik.asked()).toBe(3));
  expect(within(await dialog()).queryByRole("textbox")).toBeNull();
  qlik.answer();
  await screen.findByRole("alertdialog", { name: "Revoke 8 tokens" });
});
