import { expect, test } from "vitest";
import { mayHaveHappened, meaningOf, type QlikErrorKind } from "@/lib/server/qlik/errors";

const error = (kind: QlikErrorKind, notSent?: true) => ({
  kind,
  message: "",
  advice: "",
  host: "acme.eu.qlikcloud.com",
  ...(notSent ? { notSent } : {}),
});

test.each<QlikErrorKind>([
  "unavailable",
  "timed-out",
  "not-json",
  "unexpected-answer",
  "too-large",
  "redirected",
])("a change that ended as %s may have been carried out, unless it was never sent", (kind) => {
  expect([mayHaveHappened(error(kind)), mayHaveHappened(error(kind, true))]).toEqual([true, false]);
});

test.each<QlikErrorKind>([
  "forbidden",
  "bad-request",
  "not-found",
  "rate-limited",
  "access-token-refused",
  "tenant-deactivated",
  "this-machine",
])("a change that ended as %s was not carried out", (kind) => {
  expect(mayHaveHappened(error(kind))).toBe(false);
});

test.each<QlikErrorKind>(["credentials-refused", "access-token-refused", "consent-not-trusted"])(
  "%s is the credential's matter, shows in every list, and needs somebody",
  (kind) => {
    expect(meaningOf(error(kind))).toMatchObject({
      concerns: "credential",
      breaksConnection: true,
      again: "never",
    });
  },
);

test("what this machine lacks says nothing about Qlik, and passes", () => {
  expect(meaningOf(error("this-machine"))).toMatchObject({
    fault: "machine",
    again: "later",
    concerns: "request",
    isItsWord: false,
  });
});
