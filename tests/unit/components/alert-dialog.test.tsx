// @vitest-environment jsdom
import { fireEvent, screen, waitFor } from "@testing-library/react";
import { describe, expect, it, vi } from "vitest";
import { AlertDialog } from "@/components/ui/alert-dialog";
import { renderPage } from "./support";

type Props = Partial<Parameters<typeof AlertDialog>[0]>;

function ask(props: Props = {}) {
  const onOpenChange = vi.fn();
  const onConfirm = vi.fn();
  renderPage(
    <AlertDialog
      open
      onOpenChange={onOpenChange}
      onConfirm={onConfirm}
      title="Sink ship"
      confirmLabel="Sink"
      {...props}
    >
      The ship <strong>Anchor</strong> will be gone.
    </AlertDialog>,
  );
  return { onOpenChange, onConfirm };
}

const confirm = () => screen.getByRole("button", { name: "Sink" });

describe("the question before something is destroyed", () => {
  it("is named by what it does and says what will happen", () => {
    ask();
    const dialog = screen.getByRole("alertdialog", { name: "Sink ship" });
    const described = document.getElementById(dialog.getAttribute("aria-describedby") ?? "");
    expect(described?.textContent).toBe("The ship Anchor will be gone.");
  });

  it("starts with the focus on Cancel", async () => {
    ask();
    await waitFor(() => expect(document.activeElement?.textContent).toBe("Cancel"));
  });

  it("is cancelled by Escape and by Cancel", () => {
    const { onOpenChange, onConfirm } = ask();
    fireEvent.keyDown(screen.getByRole("alertdialog"), { key: "Escape" });
    expect(onOpenChange).toHaveBeenLastCalledWith(false);
    fireEvent.click(screen.getByRole("button", { name: "Cancel" }));
    expect(onOpenChange).toHaveBeenCalledTimes(2);
    expect(onConfirm).not.toHaveBeenCalled();
  });

  it("stays when somebody clicks beside it", async () => {
    const { onOpenChange } = ask();
    await new Promise((done) => setTimeout(done, 0));
    fireEvent.pointerDown(document.body);
    fireEvent.click(document.body);
    expect(onOpenChange).not.toHaveBeenCalled();
  });

  it("acts once when it is confirmed", () => {
    const { onConfirm, onOpenChange } = ask();
    fireEvent.click(confirm());
    expect(onConfirm).toHaveBeenCalledTimes(1);
    expect(onOpenChange).not.toHaveBeenCalled();
  });

  it("takes no second click and does not close while the act runs", () => {
    const { onConfirm, onOpenChange } = ask({ pending: true, pendingLabel: "Sinking…" });
    const button = screen.getByRole("button", { name: "Sinking…" });
    expect(button.getAttribute("aria-busy")).toBe("true");
    fireEvent.click(button);
    fireEvent.keyDown(screen.getByRole("alertdialog"), { key: "Escape" });
    fireEvent.click(screen.getByRole("button", { name: "Cancel" }));
    expect(onConfirm).not.toHaveBeenCalled();
    expect(onOpenChange).not.toHaveBeenCalled();
  });

  it("wants the number typed before it takes many", () => {
    const { onConfirm } = ask({ mustType: { label: "Type 12 to confirm", expected: "12" } });
    fireEvent.click(confirm());
    const box = screen.getByRole("textbox", { name: "Type 12 to confirm" });
    fireEvent.change(box, { target: { value: "1" } });
    fireEvent.submit(box);
    expect(onConfirm).not.toHaveBeenCalled();
    fireEvent.change(box, { target: { value: " 12 " } });
    fireEvent.click(confirm());
    expect(onConfirm).toHaveBeenCalledTimes(1);
  });

  it("says why it did not work", () => {
    ask({ error: { title: "Nothing was sunk", message: "The harbour did not answer." } });
    expect(screen.getByRole("alert").textContent).toBe("Nothing was sunkThe harbour did not answer.");
  });
});
