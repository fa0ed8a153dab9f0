"use client";

import { type ComponentProps, useEffect, useRef } from "react";

/** A box to tick: a native one, so that it is what everybody expects. Its look is in checkbox.css. */
export function Checkbox({
  indeterminate = false,
  className,
  ...rest
}: Omit<ComponentProps<"input">, "type" | "ref"> & {
  /** Neither ticked nor not: some of what it stands for. */
  indeterminate?: boolean | undefined;
}) {
  const box = useRef<HTMLInputElement>(null);
  useEffect(() => {
    if (box.current) box.current.indeterminate = indeterminate;
  }, [indeterminate]);
  return (
    <input
      {...rest}
      ref={box}
      type="checkbox"
      className={className === undefined ? "checkbox" : `checkbox ${className}`}
    />
  );
}
