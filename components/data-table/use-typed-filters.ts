import { useState } from "react";
import { nameOf, parseFilterText, printFilterText } from "@/lib/client/filter-text";
import { periodWords } from "@/lib/contracts/periods";
import type { DataTableFilter, DataTableSearch } from "./data-table-types";

type Draft = {
  text: string;
  /** The search that it left; when the search is another by now, the draft is of the past. */
  search: string;
  /** All filters stand in it: what is missing from it is taken away. */
  whole: boolean;
};

export type TypedFilters = {
  text: string;
  /** What leaving the box or Enter will do, or why it cannot. */
  hint: string | undefined;
  change: (text: string) => void;
  /** Makes filters of what is typed. */
  commit: () => void;
  /** Takes back what is typed; empties the box if there was nothing but the search. */
  cancel: () => void;
  /** Puts search and filters into the box as text. */
  editAll: () => void;
};

const noSearch: DataTableSearch = { label: "", value: "", onChange: () => undefined };

/** The search box as the other view of search and filters: `status:active region:eu-west-1,de "acme corp"`. */
export function useTypedFilters(
  search: DataTableSearch = noSearch,
  filters: readonly DataTableFilter[],
): TypedFilters {
  const [kept, setDraft] = useState<Draft>();
  const draft = kept?.search === search.value ? kept : undefined;
  const text = draft?.text ?? search.value;
  const read = (of: string) => parseFilterText(of, filters);
  const searchOf = (terms: readonly string[]) => printFilterText({ terms, filters: {} }, filters);

  function change(next: string) {
    const { terms, filters: typed } = read(next);
    // A blank after a filter ends it, unless it stands in quotes.
    if (!draft?.whole && Object.keys(typed).length > 0 && /\s$/.test(next) && !isOpen(next)) {
      take(next);
      return;
    }
    const left = searchOf(endsWithName(next, filters) ? terms.slice(0, -1) : terms);
    setDraft({ text: next, search: left, whole: draft?.whole ?? false });
    if (left !== search.value) search.onChange(left);
  }

  function take(from: string) {
    const { terms, filters: typed } = read(from);
    const refused: Record<string, string[]> = {};
    for (const filter of filters) {
      const { values, unknown } = resolveAll(filter, typed[filter.id] ?? []);
      if (unknown.length > 0) refused[filter.id] = unknown;
      const selected = draft?.whole ? values : [...new Set([...filter.selected, ...values])];
      if (selected.join() !== filter.selected.join()) filter.onChange(selected);
    }
    const left = searchOf(terms);
    const rest = printFilterText({ terms, filters: refused }, filters);
    setDraft(rest === left ? undefined : { text: rest, search: left, whole: false });
    if (left !== search.value) search.onChange(left);
  }

  return {
    text,
    hint: draft && hintOf(filters, read(text).filters, draft.whole),
    change,
    commit: () => {
      if (draft) take(text);
    },
    cancel: () => {
      setDraft(undefined);
      if (!draft?.whole) search.onChange("");
    },
    editAll: () => {
      const selected = Object.fromEntries(filters.map((filter) => [filter.id, filter.selected]));
      const whole = printFilterText({ terms: read(search.value).terms, filters: selected }, filters);
      setDraft({ text: whole, search: search.value, whole: true });
    },
  };
}

function resolveAll(filter: DataTableFilter, typed: readonly string[]) {
  const resolved = typed.map((value) => ({ value, meant: filter.resolve ? filter.resolve(value) : value }));
  return {
    values: resolved.flatMap(({ meant }) => meant ?? []),
    unknown: resolved.filter(({ meant }) => meant === undefined).map(({ value }) => value),
  };
}

function hintOf(
  filters: readonly DataTableFilter[],
  typed: Readonly<Record<string, readonly string[]>>,
  whole: boolean,
): string | undefined {
  const told = filters.flatMap((filter) => {
    const { values, unknown } = resolveAll(filter, typed[filter.id] ?? []);
    const labels = values.map((value) => labelOf(filter, value));
    return [
      ...(labels.length > 0 ? [`${filter.label}: ${labels.join(" or ")}`] : []),
      ...(unknown.length > 0 ? [`${filter.label} cannot be ${unknown.join(" or ")}`] : []),
    ];
  });
  if (told.length > 0) return `Enter: ${told.join(" · ")}`;
  return whole ? "Enter: no filters" : undefined;
}

/** A value's own words; one that is none of the options is told as it is. */
export const labelOf = (filter: DataTableFilter, value: string): string =>
  (filter.dates ? periodWords(value) : undefined) ??
  filter.options.find((option) => option.value === value)?.label ??
  value;

/** The name of a filter at the end may be about to get its colon: it is a word once something else ends it. */
function endsWithName(text: string, filters: readonly DataTableFilter[]): boolean {
  const last = /(?:^|\s)([a-z]+)$/i.exec(text)?.[1];
  return last !== undefined && !isOpen(text) && nameOf(last, filters) !== undefined;
}

const isOpen = (text: string) => (text.replace(/\\./gs, "").match(/"/g)?.length ?? 0) % 2 === 1;
