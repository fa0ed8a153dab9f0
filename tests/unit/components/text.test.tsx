// @vitest-environment jsdom
import { fireEvent, screen, waitFor } from "@testing-library/react";
import { afterEach, describe, expect, it, vi } from "vitest";
import { BidiText } from "@/components/ui/bidi-text";
import { DateWithDistance } from "@/components/ui/date-with-distance";
import { Hostname } from "@/components/ui/hostname";
import { Identifier } from "@/components/ui/identifier";
import { RelativeTime } from "@/components/ui/relative-time";
import { renderPage, testNow } from "./support";

const id = "6543210fedcba9876543210f";

afterEach(() => vi.unstubAllGlobals());

describe("an identifier", () => {
  it("is shortened for the eye, and whole on hover and for screen readers", () => {
    renderPage(<Identifier value={id} label="user ID" />);
    expect(screen.getByText("654321…210f").getAttribute("aria-hidden")).toBe("true");
    expect(screen.getByText(id).className).toContain("sr-only");
    expect(screen.getByTitle(id).tagName).toBe("CODE");
  });

  it("is shown once, and whole, where it is short", () => {
    const { container } = renderPage(<Identifier value="abc-123" label="user ID" copy={false} />);
    expect(container.textContent).toBe("abc-123");
  });

  it("is copied whole", async () => {
    const writeText = vi.fn(() => Promise.resolve());
    vi.stubGlobal("navigator", { clipboard: { writeText } });
    renderPage(<Identifier value={id} label="user ID" />);
    fireEvent.click(screen.getByRole("button", { name: "Copy user ID" }));
    expect(writeText).toHaveBeenCalledWith(id);
    await waitFor(() => expect(screen.getByRole("status").textContent).toBe("Copied"));
  });

  it("says so when the browser has no clipboard", async () => {
    vi.stubGlobal("navigator", {});
    renderPage(<Identifier value={id} label="user ID" />);
    fireEvent.click(screen.getByRole("button", { name: "Copy user ID" }));
    await waitFor(() => expect(screen.getByRole("status").textContent).toContain("refused"));
  });
});

it("a hostname is whole for everybody who reads or hovers it", () => {
  renderPage(<Hostname value="acme.eu.example.com" copy={false} />);
  expect(screen.getByTitle("acme.eu.example.com").textContent).toBe("acme.eu.example.com");
});

describe("a name from outside", () => {
  it("is text, isolated, and cannot turn round what stands beside it", () => {
    const { container } = renderPage(<BidiText>{"<b>evil</b>\u202Etxt.exe"}</BidiText>);
    const bdi = container.querySelector("bdi");
    expect(bdi?.textContent).toBe("<b>evil</b>txt.exe");
    expect(bdi?.title).toBe("<b>evil</b>txt.exe");
    expect(container.querySelector("b")).toBeNull();
  });

  it("is spoken of where it is blank or made of nothing that can be seen", () => {
    renderPage(<BidiText>{" \u202E "}</BidiText>);
    expect(screen.getByText("No name")).toBeDefined();
  });
});

describe("times", () => {
  it("are relative, with the exact time in UTC on hover", () => {
    renderPage(<RelativeTime value={new Date(testNow - 125_000)} />);
    const time = screen.getByText("2 min ago");
    expect(time.title).toBe("21 Nov 2026, 11:57:55 UTC");
    expect(time.getAttribute("datetime")).toBe("2026-11-21T11:57:55.000Z");
  });

  it("that matter say the date and how far it is", () => {
    const { container } = renderPage(<DateWithDistance value="2026-12-05T00:00:00Z" />);
    expect(container.textContent).toBe("5 Dec 2026, in 14 days");
  });

  it("that are missing or no times are said to be so", () => {
    const { container } = renderPage(
      <>
        <RelativeTime value={null} fallback="Never" /> <RelativeTime value="soon" fallback="Unknown" />
      </>,
    );
    expect(container.textContent).toBe("Never Unknown");
  });
});
