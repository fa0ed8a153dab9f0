import { MutationObserver, type QueryClient } from "@tanstack/react-query";
import { call } from "@/lib/client/api";
import { viewKeys } from "@/lib/client/queries/views";
import type { LayoutInput, LayoutList, putTableLayout, TableName } from "@/lib/contracts/views";

/** Shows a change of a table's layout at once, and has the server keep it. Throws what kept it from that. */
export async function keepLayout(
  queryClient: QueryClient,
  table: TableName,
  input: LayoutInput,
): Promise<void> {
  const change = new MutationObserver(queryClient, {
    // One after the other: the last change is the one that stays.
    scope: { id: `layout of ${table}` },
    mutationFn: (body: LayoutInput) =>
      call<typeof putTableLayout>("PUT /api/views/layouts/{table}", { params: { table }, body }),
    onMutate: async () => {
      await queryClient.cancelQueries({ queryKey: viewKeys.layouts });
      queryClient.setQueryData<LayoutList>(
        viewKeys.layouts,
        (known) => known && withLayout(known, table, input),
      );
    },
    // Not waited for: what went wrong is told at once.
    onSettled: () => void queryClient.invalidateQueries({ queryKey: viewKeys.layouts }),
  });
  await change.mutate(input);
}

function withLayout(known: LayoutList, table: TableName, input: LayoutInput): LayoutList {
  const before = known.data.find((layout) => layout.table === table) ?? {
    table,
    columns: null,
    defaultViewId: null,
  };
  const after = {
    table,
    columns: input.columns === undefined ? before.columns : input.columns,
    defaultViewId: input.defaultViewId === undefined ? before.defaultViewId : input.defaultViewId,
  };
  return { ...known, data: [...known.data.filter((layout) => layout.table !== table), after] };
}
