// @vitest-environment jsdom
import { fireEvent, screen } from "@testing-library/react";
import { describe, expect, it, vi } from "vitest";
import { changedWords } from "@/components/revocations/changed-words";
import { ReadingTokens } from "@/components/revocations/reading-tokens";
import { RevocationPreview } from "@/components/revocations/revocation-preview";
import { UnreadTenants } from "@/components/revocations/unread-tenants";
import type { RevocationDetail, RevocationProblem } from "@/lib/contracts/revocations";
import { renderPage } from "./support";

const counted = (total: number, leftOut = 0) => ({
  total,
  leftOut,
  underWay: 0,
  pending: total,
  revoked: 0,
  alreadyGone: 0,
  failed: 0,
  unknown: 0,
  cancelled: 0,
});
const problem = (cause: string, tokens: number): RevocationProblem => ({
  state: "left-out",
  cause,
  message: "",
  tokens,
  tenants: [],
  qlik: null,
});

describe("what differs from the list", () => {
  it("is said, whichever way", () => {
    expect(changedWords(263, { counts: counted(131), problems: [] })).toBe(
      "132 of the 263 chosen are no longer in the list.",
    );
    expect(changedWords(6, { counts: counted(9), problems: [] })).toBe(
      "3 more are at Qlik than the list showed.",
    );
    expect(changedWords(9, { counts: counted(9), problems: [] })).toBe("");
  });

  it("counts what was ticked and has gone, and not what is left out for other reasons", () => {
    const gone = { counts: counted(4, 1), problems: [problem("already-gone", 1)] };
    expect(changedWords(5, gone)).toBe("1 of the 5 chosen is no longer in the list.");
    const own = { counts: counted(3, 2), problems: [problem("console-own", 2)] };
    expect(changedWords(5, own)).toBe("");
  });
});

describe("while tokens are read", () => {
  const waitingFor = [{ tenantId: "t1", tenantName: "Acme DE" }];
  it("says how far it is, and names the last ones", () => {
    renderPage(<ReadingTokens reading={{ tenants: 60, done: 59, unread: 1, tokens: 212, waitingFor }} />);
    const bar = screen.getByRole("progressbar", { name: "Tenants read" });
    expect(bar.getAttribute("aria-valuenow")).toBe("59");
    screen.getByText("59 of 60 tenants, 212 tokens so far; 1 could not be read.");
    screen.getByText("Waiting for Acme DE. The others are done.");
  });

  it("names nobody while many are read", () => {
    renderPage(<ReadingTokens reading={{ tenants: 60, done: 9, unread: 0, tokens: 21, waitingFor }} />);
    expect(screen.queryByText(/Waiting for/)).toBeNull();
  });
});

it("tenants that could not be read are named with the reason, and what is known there", () => {
  const unread = [{ tenantId: "t1", tenantName: "Acme DE", because: "Qlik did not answer in time." }];
  const onReadAgain = vi.fn();
  renderPage(<UnreadTenants unread={unread} known={3} onReadAgain={onReadAgain} />);
  fireEvent.click(screen.getByRole("button", { name: "Read again" }));
  expect(onReadAgain).toHaveBeenCalledOnce();
  screen.getByText("1 tenant could not be read");
  screen.getByText(/also not the 3 tokens that were known of/);
  expect(screen.getByRole("list", { name: "Could not be read" }).textContent).toBe(
    "Acme DE: Qlik did not answer in time.",
  );
});

it("more people than are named are counted by their tokens, and nobody is told that these are all", () => {
  const people = Array.from({ length: 100 }, (_, index) => ({
    tenantId: "t1",
    userId: `u${index}`,
    userName: `User ${index}`,
    userEmail: `u${index}@example.com`,
    tokens: 2,
  }));
  const preview: RevocationDetail = {
    id: "preview",
    state: "preview",
    selection: "All tokens of all connected tenants",
    reason: null,
    person: { id: "p", name: "Olga", email: "olga@example.com" },
    takenOver: null,
    createdAt: "2026-11-21T12:00:00.000Z",
    startedAt: null,
    finishedAt: null,
    pausedBecause: null,
    counts: counted(5000),
    secondsLeft: 1,
    issuedAgain: 0,
    coverage: null,
    unread: [],
    waitingFor: null,
    asOf: "2026-11-21T12:00:00.000Z",
    tenants: [{ tenantId: "t1", tenantName: "Acme", counts: counted(5000), waitingBecause: null }],
    people,
    problems: [],
  };
  const page = (shown: RevocationDetail) => (
    <RevocationPreview
      preview={shown}
      changed=""
      includeConsoleOwn={false}
      onIncludeConsoleOwn={() => undefined}
      onReadAgain={() => undefined}
    />
  );
  renderPage(page(preview));
  fireEvent.click(screen.getByRole("button", { name: "and more" }));
  expect(screen.getByRole("list", { name: "By user" }).textContent).toContain("and 4,800 tokens of others");
});
