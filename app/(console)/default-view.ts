import { redirect } from "next/navigation";
import { type PageContext, viewsOf } from "@/lib/server/auth/page-actor";

/** The bare address of a table shows the view that this person has chosen for it. */
export async function openDefaultView(
  { actor }: Pick<PageContext, "actor">,
  table: string,
  path: string,
): Promise<void> {
  const { data, layouts } = await viewsOf(actor);
  const id = layouts.find((layout) => layout.table === table)?.defaultViewId;
  const view = data.find((one) => one.id === id);
  if (!view) return;
  const search = new URLSearchParams(view.query);
  search.set("view", view.id);
  redirect(`${path}?${search}`);
}
