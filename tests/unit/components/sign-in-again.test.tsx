// @vitest-environment jsdom
import { QueryClient, QueryClientProvider } from "@tanstack/react-query";
import { fireEvent, screen, waitFor } from "@testing-library/react";
import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { PageOf } from "@/components/providers/page-of";
import { SignInAgain } from "@/components/sign-in/sign-in-again";
import { ApiError, call } from "@/lib/client/api";
import { answerSession } from "@/lib/client/sign-in-again";
import type { invite } from "@/lib/contracts/invitations";
import { renderPage } from "./support";

const signIn = vi.hoisted(() => vi.fn());
vi.mock("next-auth/react", () => ({ signIn }));

const problem = (code: string, status: number, detail: string) =>
  Response.json({ code, status, title: code, detail, requestId: "r" }, { status });
const session = { endsInSeconds: 300, latestInSeconds: 300, secondFactorNeeded: false, recentSignIn: true };

let is: "in" | "out" | "another";
let posted: string[];

beforeEach(() => {
  is = "out";
  posted = [];
  vi.stubGlobal("fetch", async (path: string, { method = "GET", body }: RequestInit) => {
    if (method === "POST") posted.push(String(body));
    if (is === "out") return problem("unauthenticated", 401, "There is no session, or it has ended.");
    if (is === "another") return problem("other_person", 409, "Vera (vera@example.com) is signed in.");
    return Response.json(path === "/api/session" ? session : { token: "the-link" });
  });
});
afterEach(() => {
  answerSession(false);
  vi.unstubAllGlobals();
  signIn.mockReset();
});

/** A page with something typed, and an act of it that meets the end of the session. */
function act(provider: string | null = null) {
  renderPage(
    <QueryClientProvider client={new QueryClient()}>
      <PageOf person={{ id: "ada", name: "Ada", email: "ada@example.com", provider }} />
      <input aria-label="Client secret" defaultValue="typed once" />
      <SignInAgain />
    </QueryClientProvider>,
  );
  screen.getByLabelText("Client secret").focus();
  const body = { name: "Vera", email: "vera@example.com", role: "viewer" as const };
  return call<typeof invite>("POST /api/invitations", { body });
}
const secret = () => screen.getByLabelText<HTMLInputElement>("Client secret");
const isConcealed = () => document.documentElement.hasAttribute("data-concealed");

test("the page is hidden and kept, two steps sign in over it, and the act and the focus are where they were", async () => {
  const done = act();
  const dialog = await screen.findByRole("dialog", { name: "Sign in again" });
  expect(isConcealed()).toBe(true);
  expect(dialog.textContent).toContain("Ada (ada@example.com)");
  fireEvent.keyDown(dialog, { key: "Escape" });
  expect(screen.getByRole("dialog")).toBe(dialog);

  signIn.mockResolvedValueOnce({ ok: false, error: "second_factor_required" });
  fireEvent.change(screen.getByLabelText("Password"), { target: { value: "her password" } });
  fireEvent.click(screen.getByRole("button", { name: "Sign in" }));
  const code = await screen.findByLabelText("Code");
  signIn.mockImplementationOnce(async () => {
    is = "in";
    return { ok: true };
  });
  fireEvent.change(code, { target: { value: "123456" } });
  fireEvent.click(screen.getByRole("button", { name: "Sign in" }));

  expect(await done).toEqual({ token: "the-link" });
  expect(signIn).toHaveBeenLastCalledWith(
    "credentials",
    expect.objectContaining({ email: "ada@example.com", password: "her password", code: "123456" }),
  );
  await waitFor(() => expect([screen.queryByRole("dialog"), isConcealed()]).toEqual([null, false]));
  expect([posted.length, posted[1]]).toEqual([2, posted[0]]);
  expect(secret().value).toBe("typed once");
  await waitFor(() => expect(document.activeElement).toBe(secret()));
});

test("with the session of somebody else the page says who that is, and nothing of it is sent", async () => {
  is = "another";
  const done = act();
  const dialog = await screen.findByRole("dialog", { name: "Somebody else is signed in" });
  expect(dialog.textContent).toContain("Vera (vera@example.com) is signed in.");
  expect([isConcealed(), posted.length]).toEqual([true, 1]);
  fireEvent.click(screen.getByRole("button", { name: "Sign in as Ada" }));
  expect(await screen.findByLabelText("Password")).toBeDefined();
  answerSession(false);
  await expect(done).rejects.toBeInstanceOf(ApiError);
});

test("with single sign-on a window opens, or a link to a tab where the browser opens none", async () => {
  const open = vi.spyOn(window, "open").mockReturnValue(null);
  const done = act("Example ID");
  fireEvent.click(await screen.findByRole("button", { name: "Sign in with Example ID" }));
  expect(open.mock.calls[0]?.[0]).toBe("/sign-in/window?anew=1");
  expect(await screen.findByText("The browser did not open a window")).toBeDefined();
  expect(screen.getByRole("link", { name: /^Sign in in a tab/ }).getAttribute("href")).toBe(
    "/sign-in/window?anew=1",
  );
  is = "in";
  // As when the other window is closed.
  fireEvent.focus(window);
  expect(await done).toEqual({ token: "the-link" });
});
