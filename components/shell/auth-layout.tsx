import type { ReactNode } from "react";
import { BrandMark } from "./brand-mark";

type AuthLayoutProps = {
  title: string;
  description?: ReactNode;
  /** Below the card: other ways in, where to find help. */
  footer?: ReactNode;
  /** `Banner`s across the top. */
  banners?: ReactNode;
  wide?: boolean | undefined;
  children: ReactNode;
};

/** The pages before one is signed in: one thing to do, in the middle. */
export function AuthLayout({ title, description, footer, banners, wide = false, children }: AuthLayoutProps) {
  return (
    <div className="flex min-h-dvh flex-col">
      <section aria-label="Important notices" className="empty:hidden">
        {banners}
      </section>
      <main
        id="main"
        className={`mx-auto flex w-full flex-1 flex-col justify-center px-4 py-10 ${wide ? "max-w-xl" : "max-w-sm"}`}
      >
        <div className="mb-6 flex flex-col items-center gap-3 text-center">
          <BrandMark className="size-9 text-accent-text" />
          <div>
            <h1 className="font-semibold text-xl tracking-tight">{title}</h1>
            {description === undefined ? null : (
              <div className="mt-1 text-balance text-base text-text-muted">{description}</div>
            )}
          </div>
        </div>
        <div className="rounded-xl border bg-surface-raised p-5 shadow-raised sm:p-6">{children}</div>
        {footer === undefined ? null : (
          <div className="mt-5 text-balance text-center text-sm text-text-muted">{footer}</div>
        )}
      </main>
    </div>
  );
}
