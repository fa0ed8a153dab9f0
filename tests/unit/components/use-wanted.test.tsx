// @vitest-environment jsdom
import { fireEvent, screen } from "@testing-library/react";
import { useState } from "react";
import { expect, it, vi } from "vitest";
import { late } from "@/components/ui/late";
import { Toaster } from "@/components/ui/toaster";
import { useWanted } from "@/components/ui/use-wanted";
import { renderPage } from "./support";

const fetchModule = vi
  .fn<() => Promise<{ words: string }>>()
  .mockRejectedValueOnce(new Error("offline"))
  .mockResolvedValue({ words: "What was wanted" });
const code = late(fetchModule);

function Wanting() {
  const [open, setOpen] = useState(false);
  const loaded = useWanted(code, open, () => setOpen(false));
  return (
    <>
      <button type="button" aria-expanded={open} onClick={() => setOpen(true)}>
        Open
      </button>
      {open && loaded ? <p>{loaded.words}</p> : null}
    </>
  );
}

it("whoever wants what cannot be fetched is told, and gets it the next time", async () => {
  renderPage(
    <>
      <Wanting />
      <Toaster />
    </>,
  );
  const button = screen.getByRole("button", { name: "Open" });
  fireEvent.click(button);
  expect(button.getAttribute("aria-expanded")).toBe("true");
  expect(await screen.findByText("That could not be opened")).toBeDefined();
  expect(button.getAttribute("aria-expanded")).toBe("false");
  fireEvent.click(button);
  expect(await screen.findByText("What was wanted")).toBeDefined();
  expect(fetchModule).toHaveBeenCalledTimes(2);
});
