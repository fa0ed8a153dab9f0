// @vitest-environment jsdom
import { fireEvent, render, screen } from "@testing-library/react";
import { describe, expect, it, vi } from "vitest";
import { Button } from "@/components/ui/button";
import { ErrorSummary } from "@/components/ui/error-summary";
import { Field } from "@/components/ui/field";
import { Input } from "@/components/ui/input";
import { SecretInput } from "@/components/ui/secret-input";
import { Steps } from "@/components/ui/steps";
import "./support";

describe("a field", () => {
  it("reads its label, its help and what is wrong with it", () => {
    render(
      <Field id="host" label="Tenant hostname" help="Only the host is kept." error="Give a hostname">
        {(control) => <Input {...control} />}
      </Field>,
    );
    const box = screen.getByRole("textbox", { name: "Tenant hostname" });
    const described = (box.getAttribute("aria-describedby") ?? "")
      .split(" ")
      .map((id) => document.getElementById(id)?.textContent);
    expect(described).toEqual(["Only the host is kept.", "Give a hostname"]);
    expect(box.getAttribute("aria-invalid")).toBe("true");
  });

  it("is not invalid without an error", () => {
    render(
      <Field id="host" label="Tenant hostname">
        {(control) => <Input {...control} />}
      </Field>,
    );
    const box = screen.getByRole("textbox", { name: "Tenant hostname" });
    expect(box.getAttribute("aria-invalid")).toBeNull();
    expect(box.getAttribute("aria-describedby")).toBeNull();
  });
});

describe("the summary of errors", () => {
  const summary = (attempt: number) => (
    <>
      <ErrorSummary
        title="That did not work"
        errors={[{ fieldId: "email", message: "Give your e-mail address" }]}
        attempt={attempt}
      />
      <input id="email" aria-label="Email" />
    </>
  );

  it("takes the focus, and leads to the field", () => {
    render(summary(1));
    expect(document.activeElement).toBe(screen.getByRole("alert"));
    fireEvent.click(screen.getByRole("link", { name: "Give your e-mail address" }));
    expect(document.activeElement).toBe(screen.getByRole("textbox", { name: "Email" }));
  });

  it("takes the focus again at the next failed attempt, and not in between", () => {
    const { rerender } = render(summary(1));
    screen.getByRole("textbox").focus();
    rerender(summary(1));
    expect(document.activeElement).toBe(screen.getByRole("textbox"));
    rerender(summary(2));
    expect(document.activeElement).toBe(screen.getByRole("alert"));
  });
});

describe("a secret", () => {
  it("is hidden, is not remembered by the browser, and is shown only while it is typed", () => {
    render(<SecretInput aria-label="Client secret" />);
    const box = screen.getByLabelText("Client secret");
    expect(box.getAttribute("type")).toBe("password");
    expect(box.getAttribute("autocomplete")).toBe("off");
    expect(screen.queryByRole("button")).toBeNull();
    fireEvent.input(box, { target: { value: "s3cret" } });
    fireEvent.click(screen.getByRole("button", { name: "Show what is typed" }));
    expect(box.getAttribute("type")).toBe("text");
    fireEvent.input(box, { target: { value: "" } });
    expect(box.getAttribute("type")).toBe("password");
    expect(screen.queryByRole("button")).toBeNull();
  });
});

describe("a button", () => {
  it("that is pending keeps its name and its focus, and submits nothing", () => {
    const onClick = vi.fn();
    const onSubmit = vi.fn((event: { preventDefault: () => void }) => event.preventDefault());
    render(
      <form onSubmit={onSubmit}>
        <Button type="submit" pending onClick={onClick}>
          Connect
        </Button>
      </form>,
    );
    const button = screen.getByRole("button", { name: "Connect" });
    button.focus();
    fireEvent.click(button);
    expect(onClick).not.toHaveBeenCalled();
    expect(onSubmit).not.toHaveBeenCalled();
    expect(document.activeElement).toBe(button);
    expect(button.getAttribute("aria-busy")).toBe("true");
  });

  it("does not submit a form unless it is told to", () => {
    const onSubmit = vi.fn();
    render(
      <form onSubmit={onSubmit}>
        <Button>Verify</Button>
      </form>,
    );
    fireEvent.click(screen.getByRole("button", { name: "Verify" }));
    expect(onSubmit).not.toHaveBeenCalled();
  });
});

it("the steps of a check say in words how each went, and what to do about the one that failed", () => {
  render(
    <Steps
      label="Checking the credential"
      steps={[
        { id: "host", label: "Reach the host", state: "passed", advice: "Not said when it passed" },
        {
          id: "exchange",
          label: "Exchange the credentials",
          state: "failed",
          message: "401",
          advice: "Look again",
        },
        { id: "read", label: "Read the tenant", state: "skipped" },
      ]}
    />,
  );
  expect(screen.getByRole("list", { name: "Checking the credential" })).toBeDefined();
  expect(screen.getByRole("status").textContent, "what is heard").toBe("Exchange the credentials: failed");
  expect(screen.getAllByRole("listitem").map((item) => item.textContent)).toEqual([
    "Reach the host · passed",
    "Exchange the credentials · failed401Look again",
    "Read the tenant · skipped",
  ]);
});
