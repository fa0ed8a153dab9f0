// @vitest-environment jsdom
import { QueryClient, QueryClientProvider } from "@tanstack/react-query";
import { fireEvent, screen, waitFor } from "@testing-library/react";
import { afterEach, expect, test, vi } from "vitest";
import { EnrolSecondFactor } from "@/components/account/enrol-second-factor";
import { refusalWords } from "@/components/sign-in/refusal-words";
import { SignInAgainDialog } from "@/components/sign-in/sign-in-again-dialog";
import { renderPage } from "./support";

afterEach(() => vi.unstubAllGlobals());

const answers = (...all: readonly (readonly [number, unknown])[]) => {
  const left = [...all];
  vi.stubGlobal("fetch", async () => {
    const [status, body] = left.shift() ?? [500, {}];
    return Response.json(body, { status });
  });
};
const problem = (status: number, code: string, more: object = {}) =>
  [status, { type: "", title: "Refused", status, code, detail: "No.", requestId: "r", ...more }] as const;
const offer = (secret: string) => [200, { secret, uri: "otpauth://x", qrCode: "data:," }] as const;
const show = (mustEnrol: boolean) =>
  renderPage(
    <QueryClientProvider client={new QueryClient()}>
      <EnrolSecondFactor destination="/settings" mustEnrol={mustEnrol} />
    </QueryClientProvider>,
  );
const begin = () => fireEvent.click(screen.getByRole("button", { name: "Begin" }));

test("setting it up of one's own will has a way back at each step, and having to has none", async () => {
  answers(offer("AAAABBBB"), offer("CCCCDDDD"));
  show(false);
  expect(screen.getByRole("link", { name: "Not now" }).getAttribute("href")).toBe("/settings");
  begin();
  await screen.findByText("AAAA BBBB");
  expect(screen.getByRole("link", { name: "Not now" })).toBeDefined();
  fireEvent.click(screen.getByRole("button", { name: "Begin again with another key" }));
  expect(await screen.findByText("CCCC DDDD")).toBeDefined();
});

test("whoever must have one is offered no way around it", () => {
  show(true);
  expect(screen.queryByRole("link")).toBeNull();
});

test("one that is there already leads on", async () => {
  answers(problem(409, "conflict"));
  show(true);
  begin();
  const link = await screen.findByRole("link", { name: "Go on" });
  expect(link.getAttribute("href")).toBe("/settings");
});

test("a question of who it is that turns out to need a code asks for it", async () => {
  answers(problem(400, "invalid_input", { errors: [{ path: "code", message: "Enter the code." }] }));
  renderPage(
    <SignInAgainDialog email="ada@example.com" hasSecondFactor={false} onFinish={() => undefined} />,
  );
  fireEvent.change(screen.getByLabelText("Password"), { target: { value: "correct horse battery" } });
  fireEvent.click(screen.getByRole("button", { name: "Confirm" }));
  const code = await screen.findByRole("textbox", { name: "Code" });
  await waitFor(() => expect(screen.getByText("Enter the code.")).toBeDefined());
  expect(code.getAttribute("aria-invalid")).toBe("true");
});

test("a recovery code that was used is not told to wait, and a wrong code hints at the clock", () => {
  expect(refusalWords("second_factor_wrong", { code: "abcd-efgh-jkmn-pqrs" })).toMatch(/^This recovery code/);
  expect(refusalWords("second_factor_wrong", { code: "123456" })).toMatch(/Wait for the next one\. .*clock/);
});
