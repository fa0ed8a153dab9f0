// @vitest-environment jsdom
import { cleanup, fireEvent, render, screen } from "@testing-library/react";
import { afterEach, beforeEach, expect, it, vi } from "vitest";
import { FollowLinks } from "@/components/providers/follow-links";
import { ExternalLink, Link } from "@/components/ui/link";

const push = vi.fn();
vi.mock("next/navigation", () => ({ useRouter: () => ({ push }) }));

beforeEach(() => void push.mockClear());
afterEach(cleanup);

function openPage(onClick?: (event: React.MouseEvent) => void) {
  render(
    <>
      <FollowLinks />
      <Link href="/tenants?search=a%20b" {...(onClick ? { onClick } : {})}>
        <span>Tenants</span>
      </Link>
      <ExternalLink href="https://example.com/">Elsewhere</ExternalLink>
    </>,
  );
  return screen.getByText("Tenants");
}

it("a link brings its page without loading everything anew", () => {
  // fireEvent tells whether the browser would still go there by itself.
  expect(fireEvent.click(openPage())).toBe(false);
  expect(push).toHaveBeenCalledExactlyOnceWith("/tenants?search=a%20b");
});

it.each([
  ["Ctrl", { ctrlKey: true }],
  ["⌘", { metaKey: true }],
  ["Shift", { shiftKey: true }],
  ["Alt", { altKey: true }],
  ["the wheel", { button: 1 }],
])("with %s it is the browser's to open", (_, how) => {
  const link = openPage();
  document.addEventListener("click", (event) => event.preventDefault(), { once: true });
  fireEvent.click(link, how);
  expect(push).not.toHaveBeenCalled();
});

it("a click that something else has taken leads nowhere", () => {
  fireEvent.click(openPage((event) => event.preventDefault()));
  expect(push).not.toHaveBeenCalled();
});

it("other sites are left to the browser", () => {
  openPage();
  document.addEventListener("click", (event) => event.preventDefault(), { once: true });
  fireEvent.click(screen.getByRole("link", { name: /Elsewhere/ }));
  expect(push).not.toHaveBeenCalled();
});
