import type { ReactNode } from "react";

type PageHeaderProps = {
  title: ReactNode;
  description?: ReactNode;
  /** Where this page hangs, above the title. */
  breadcrumb?: ReactNode;
  /** Beside the title: a status. */
  badge?: ReactNode;
  actions?: ReactNode;
  /** Tabs at the foot of the header. */
  children?: ReactNode;
};

/** The head of a page: its one h1, what it is for, and what can be done here. */
export function PageHeader({ title, description, breadcrumb, badge, actions, children }: PageHeaderProps) {
  return (
    <header className="flex flex-col gap-3">
      <div className="flex items-start justify-between gap-x-6 gap-y-3 max-md:flex-wrap">
        <div className="min-w-0 max-w-full">
          {breadcrumb === undefined ? null : <div className="mb-1.5">{breadcrumb}</div>}
          <div className="flex min-w-0 flex-wrap items-center gap-x-3 gap-y-1">
            <h1 className="min-w-0 max-w-full font-semibold text-xl tracking-tight">{title}</h1>
            {badge}
          </div>
          {description === undefined ? null : (
            <div className="mt-1 max-w-2xl text-pretty text-base text-text-muted">{description}</div>
          )}
        </div>
        {actions === undefined ? null : (
          <div className="flex items-center gap-2 pt-0.5 max-md:flex-wrap md:shrink-0 max-sm:w-full max-sm:[&>*]:flex-1">
            {actions}
          </div>
        )}
      </div>
      {children}
    </header>
  );
}
