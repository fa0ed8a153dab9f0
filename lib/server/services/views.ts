import "server-only";
import { randomUUID } from "node:crypto";
import { covers } from "@/lib/contracts/roles";
import type {
  ChangeViewInput,
  LayoutInput,
  LayoutList,
  SaveViewInput,
  TableLayout,
  TableName,
  View,
  ViewList,
} from "@/lib/contracts/views";
import { type Actor, requireRole } from "../actor";
import { appError, fieldProblem } from "../app-error";
import type { Clock } from "../clock";
import type { Store } from "../store/store";

export interface ViewService {
  /** Their own and what others share, of one table or of all. */
  list(actor: Actor, table?: TableName): Promise<ViewList>;
  /** What every page needs of it. */
  layouts(actor: Actor): Promise<LayoutList>;
  /** Throws `conflict` when they have one of that name, `too_many` when there is no room. */
  save(actor: Actor, input: SaveViewInput): Promise<View>;
  /** Only their own. */
  change(actor: Actor, viewId: string, input: ChangeViewInput): Promise<View>;
  /** Their own; an administrator's hand reaches what others share. */
  remove(actor: Actor, viewId: string): Promise<void>;
  putLayout(actor: Actor, table: TableName, input: LayoutInput): Promise<TableLayout>;
}

export function createViewService({ store, clock }: { store: Store; clock: Clock }): ViewService {
  const find = async (actor: Actor, viewId: string): Promise<View> => {
    const view = await store.views.find(viewId, actor.person.id);
    if (view) return view;
    throw appError("not_found", "This view is not there: it was removed, or it is no longer shared.", {
      advice: "Choose another view.",
    });
  };

  return {
    async list(actor, table) {
      requireRole(actor, "viewer");
      const { id } = actor.person;
      const [data, layouts] = await Promise.all([store.views.list(id, table), store.views.layouts(id)]);
      return { data, layouts, total: data.length, asOf: clock().toISOString() };
    },

    async layouts(actor) {
      requireRole(actor, "viewer");
      const { id } = actor.person;
      const [data, defaultViews] = await Promise.all([store.views.layouts(id), store.views.defaultsOf(id)]);
      return { data, defaultViews, total: data.length, asOf: clock().toISOString() };
    },

    async save(actor, input) {
      requireRole(actor, "viewer");
      const id = randomUUID();
      const created = await store.views.create(id, actor.person.id, input, clock());
      if (!created) throw nameTaken(input.name);
      return find(actor, id);
    },

    async change(actor, viewId, input) {
      requireRole(actor, "viewer");
      const view = await find(actor, viewId);
      if (!view.mine)
        throw appError("forbidden", `This view is ${view.ownerName}'s; only they can change it.`, {
          advice: "Save what you see as a view of your own.",
        });
      await store.transaction(async ({ views }) => {
        if (!(await views.change(viewId, input, clock()))) throw nameTaken(input.name ?? view.name);
        if (input.shared === false) await views.forgetAsDefault(viewId, actor.person.id);
      });
      return find(actor, viewId);
    },

    async remove(actor, viewId) {
      requireRole(actor, "viewer");
      const view = await find(actor, viewId);
      if (!view.mine && !covers(actor.person.role, "admin"))
        throw appError(
          "forbidden",
          `This view is ${view.ownerName}'s; they or an administrator can remove it.`,
        );
      await store.views.remove(viewId);
    },

    async putLayout(actor, table, input) {
      requireRole(actor, "viewer");
      if (input.defaultViewId) {
        const view = await store.views.find(input.defaultViewId, actor.person.id);
        if (view?.table !== table) throw fieldProblem("defaultViewId", "This table has no such view.");
      }
      return store.views.putLayout(actor.person.id, table, input);
    },
  };
}

const nameTaken = (name: string) =>
  appError("conflict", `You have a view called ${name} already.`, {
    advice: "Choose another name, or change that view.",
    errors: [{ path: "name", message: "You have a view of this name already." }],
  });
