"use client";

import { CircleAlert } from "lucide-react";
import { type MouseEvent, type ReactNode, useEffect, useRef } from "react";

export type FieldError = { fieldId: string; message: string };

type ErrorSummaryProps = {
  /** What did not work, for example "The tenant was not connected". */
  title: string;
  /** Errors that belong to fields: each links to its field. */
  errors?: readonly FieldError[] | undefined;
  /** What belongs to no field. */
  children?: ReactNode;
  /** Changes with every failed attempt (a submit count): the summary takes the focus again. */
  attempt?: number | undefined;
};

/** Stands above a form that was refused, takes the focus and leads to the fields. */
export function ErrorSummary({ title, errors = [], children, attempt = 0 }: ErrorSummaryProps) {
  const box = useRef<HTMLDivElement>(null);
  const focusedAttempt = useRef<number>(undefined);
  useEffect(() => {
    if (focusedAttempt.current === attempt) return;
    focusedAttempt.current = attempt;
    box.current?.focus();
  }, [attempt]);
  function goToField(event: MouseEvent<HTMLAnchorElement>, fieldId: string) {
    const field = document.getElementById(fieldId);
    if (!field) return;
    event.preventDefault();
    field.focus();
    field.scrollIntoView?.({ block: "center" });
  }
  return (
    <div
      ref={box}
      role="alert"
      tabIndex={-1}
      className="flex gap-3 rounded-lg border border-danger/35 bg-danger-soft p-3 text-sm"
    >
      <CircleAlert aria-hidden="true" className="mt-0.5 size-4 shrink-0 text-danger" />
      <div className="flex min-w-0 flex-col gap-1.5">
        <p className="font-medium text-danger">{title}</p>
        {children}
        {errors.length === 0 ? null : (
          <ul className="flex flex-col gap-1">
            {errors.map((error) => (
              <li key={`${error.fieldId} ${error.message}`}>
                <a
                  href={`#${error.fieldId}`}
                  onClick={(event) => goToField(event, error.fieldId)}
                  className="rounded-sm text-text underline underline-offset-2"
                >
                  {error.message}
                </a>
              </li>
            ))}
          </ul>
        )}
      </div>
    </div>
  );
}
