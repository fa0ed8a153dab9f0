"use client";

import type { ComponentProps, MouseEvent } from "react";
import { type ButtonLook, buttonStyles } from "./button-styles";
import { cn } from "./cn";
import { Spinner } from "./spinner";

type ButtonProps = ComponentProps<"button"> &
  ButtonLook & {
    /** The action runs: the button keeps its width and its focus, and takes no second click. */
    pending?: boolean | undefined;
    /** Shown instead of the label while pending, for example "Revoking…". */
    pendingLabel?: string | undefined;
  };

/**
 * A button. Disabled and pending buttons stay focusable (`aria-disabled`), so that the focus is not lost under
 * the hands of somebody who works without a mouse; their clicks are swallowed, submits included.
 */
export function Button({
  variant,
  size,
  pending = false,
  pendingLabel,
  disabled = false,
  className,
  children,
  onClick,
  type = "button",
  ...rest
}: ButtonProps) {
  const inert = disabled || pending;
  function handleClick(event: MouseEvent<HTMLButtonElement>) {
    if (inert) {
      event.preventDefault();
      event.stopPropagation();
      return;
    }
    onClick?.(event);
  }
  return (
    <button
      {...rest}
      type={type}
      aria-disabled={inert || undefined}
      aria-busy={pending || undefined}
      onClick={handleClick}
      className={cn(buttonStyles({ variant, size }), className)}
    >
      {pendingLabel === undefined && !pending ? (
        children
      ) : (
        <PendingLabel pending={pending} label={pendingLabel}>
          {children}
        </PendingLabel>
      )}
    </button>
  );
}

function PendingLabel({
  pending,
  label,
  children,
}: {
  pending: boolean;
  label: string | undefined;
  children: ComponentProps<"button">["children"];
}) {
  const nameStays = label === undefined;
  return (
    <span className="grid place-items-center [&>*]:col-start-1 [&>*]:row-start-1">
      <span
        aria-hidden={pending && !nameStays ? true : undefined}
        className={cn("inline-flex items-center gap-1.5", pending && "opacity-0")}
      >
        {children}
      </span>
      <span
        aria-hidden={pending ? undefined : true}
        className={cn("inline-flex items-center gap-1.5", !pending && "opacity-0")}
      >
        <Spinner />
        {label}
      </span>
    </span>
  );
}
