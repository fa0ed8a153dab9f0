// @vitest-environment jsdom
import { screen } from "@testing-library/react";
import { expect, it, test } from "vitest";
import { announcementOf, progressWords } from "@/components/revocations/progress-words";
import { RevocationProgress } from "@/components/revocations/revocation-progress";
import type { Revocation, RevocationCounts } from "@/lib/contracts/revocations";
import { renderPage } from "./support";

const noCounts = {
  total: 190,
  leftOut: 0,
  pending: 0,
  underWay: 0,
  revoked: 0,
  alreadyGone: 0,
  failed: 0,
  unknown: 0,
  cancelled: 0,
};

const revocation = (
  state: Revocation["state"],
  counts: Partial<RevocationCounts>,
  more: Partial<Revocation> = {},
): Revocation => ({
  id: "one",
  state,
  selection: "190 tokens",
  reason: null,
  person: { id: "ada", name: "Ada", email: "ada@example.com" },
  takenOver: null,
  createdAt: "2026-11-21T11:00:00Z",
  startedAt: "2026-11-21T11:00:00Z",
  finishedAt: null,
  pausedBecause: null,
  secondsLeft: null,
  waitingFor: null,
  asOf: "2026-11-21T12:00:00Z",
  ...more,
  counts: { ...noCounts, ...counts },
});
const acme = { tenantId: "acme", tenantName: "Acme", tenants: 1, requests: 1, seconds: 40 };

it("calls revoked what Qlik has proved: 175 of 190, with 7 failed and 8 not known", () => {
  renderPage(
    <RevocationProgress
      revocation={revocation("finished", { revoked: 175, failed: 7, unknown: 8 })}
      actions={null}
    />,
  );
  expect(screen.getByText("175 of 190 revoked")).toBeTruthy();
  const bar = screen.getByRole("progressbar", { name: "Tokens revoked" });
  expect(bar.getAttribute("aria-valuenow")).toBe("175");
  expect(bar.getAttribute("aria-valuetext")).toBe("175 of 190 revoked, 7 failed, 8 not known");
  expect(screen.getByText("Finished with failures")).toBeTruthy();
});

test.each<[string, Revocation, string]>([
  [
    "time left while every tenant answers",
    revocation("running", { revoked: 10, pending: 180 }, { secondsLeft: 120 }),
    "10 of 190 revoked · about 2 minutes left by Qlik's rate limit",
  ],
  [
    "whom it waits for, and no time",
    revocation("running", { revoked: 189, pending: 1, underWay: 1 }, { waitingFor: acme }),
    "189 of 190 revoked · waiting for Acme since 40 s",
  ],
  [
    "both, and how many more are waited for",
    revocation("running", { pending: 190 }, { secondsLeft: 5, waitingFor: { ...acme, tenants: 3 } }),
    "0 of 190 revoked · a few seconds left by Qlik's rate limit · waiting for Acme and 2 more tenants since 40 s",
  ],
  [
    "what a pause waits for",
    revocation("paused", { revoked: 100, pending: 90, underWay: 1 }, { waitingFor: acme, secondsLeft: 9 }),
    "100 of 190 revoked · waiting for 1 request to Acme",
  ],
  [
    "nothing more once it is paused",
    revocation("paused", { revoked: 100, pending: 90 }, { secondsLeft: 9 }),
    "100 of 190 revoked",
  ],
])("says %s", (_, seen, words) => {
  expect(progressWords(seen)).toBe(words);
});

test.each<[Revocation, string]>([
  [revocation("running", { pending: 190 }), "The revocation is running."],
  [revocation("running", { pending: 190 }, { waitingFor: acme }), "The revocation waits for Acme."],
  [revocation("paused", { pending: 190, underWay: 1 }), "The revocation is paused."],
  [revocation("cancelled", { pending: 1, underWay: 1, cancelled: 189 }), "The rest is cancelled."],
  [revocation("paused", { pending: 190 }), "The revocation is paused."],
  [
    revocation("cancelled", { revoked: 3, cancelled: 187 }),
    "The rest was cancelled: 3 of 190 revoked, 187 cancelled.",
  ],
  [
    revocation("finished", { revoked: 181, alreadyGone: 1, unknown: 8 }),
    "The revocation has finished: 181 of 190 revoked, 1 already gone, 8 not known.",
  ],
])("%#: is heard as it stands", (seen, words) => {
  expect(announcementOf(seen)).toBe(words);
});

test.each<[Revocation, string]>([
  [revocation("paused", { pending: 9, underWay: 1 }), "Pausing"],
  [revocation("paused", { pending: 9 }), "Paused"],
  [revocation("cancelled", { pending: 1, underWay: 1 }), "Cancelling"],
  [revocation("finished", { revoked: 182, unknown: 8 }), "Finished, not all known"],
  [revocation("finished", { revoked: 190 }), "Finished"],
])("%#: its status is a word for what is so", (seen, word) => {
  renderPage(<RevocationProgress revocation={seen} actions={null} />);
  expect(screen.getByText(word, { exact: true })).toBeTruthy();
});
