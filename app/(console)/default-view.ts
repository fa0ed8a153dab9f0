import { redirect } from "next/navigation";
import { layoutsOf } from "@/app/_page/open-page";
import type { TableName } from "@/lib/contracts/views";
import type { PageContext } from "@/lib/server/http/page-request";

/** The bare address of a table shows the view that this person has chosen for it. */
export async function openDefaultView(
  { actor }: Pick<PageContext, "actor">,
  table: TableName,
  path: string,
): Promise<void> {
  const { defaultViews } = await layoutsOf(actor);
  const view = defaultViews.find((one) => one.table === table);
  if (!view) return;
  const search = new URLSearchParams(view.query);
  search.set("view", view.id);
  redirect(`${path}?${search}`);
}
