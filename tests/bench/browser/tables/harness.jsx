import { createRoot } from "react-dom/client";
import { byName, makeRows, textOf } from "./rows";

/** Resolves once what is in the document now has been painted. */
const painted = () =>
  new Promise((resolve) => {
    requestAnimationFrame(() => {
      const { port1, port2 } = new MessageChannel();
      port1.onmessage = () => resolve();
      port2.postMessage(undefined);
    });
  });

/** From an act until the first row reads so and is painted, in milliseconds. */
async function until(first, readFirst, act) {
  const start = performance.now();
  act();
  while (readFirst() !== first) {
    if (performance.now() - start > 60_000)
      throw new Error(`The first row is "${readFirst()}", not "${first}".`);
    await new Promise((resolve) => requestAnimationFrame(resolve));
  }
  await painted();
  return performance.now() - start;
}

function type(input, text) {
  // As a key does it: React watches the value's own setter.
  Object.getOwnPropertyDescriptor(HTMLInputElement.prototype, "value").set.call(input, text);
  input.dispatchEvent(new Event("input", { bubbles: true }));
}

/**
 * Puts the measurements of a table on the window.
 * @param {(props: { rows: object[] }) => React.ReactNode} Table
 * @param {{ firstName: string, sortByName: string }} places Selectors
 */
export function offer(Table, { firstName, sortByName }) {
  const readFirst = () => document.querySelector(firstName)?.textContent?.trim();
  let rows = [];
  let sorted = "";
  let longest = 0;
  Object.assign(window, {
    mount: (count) => {
      rows = makeRows(count);
      const root = createRoot(document.querySelector("#table"));
      return until(rows[0].name, readFirst, () => root.render(<Table rows={rows} />));
    },
    filter: (text) => {
      const first = rows.find((row) => textOf(row).includes(text));
      return until(first.name, readFirst, () => type(document.querySelector("input"), text));
    },
    sort: () => {
      const [first] = [...rows].sort(byName);
      sorted = first.name;
      const head = document.querySelector(sortByName);
      return until(first.name, readFirst, () => head.click());
    },
    watchTasks: () => {
      longest = 0;
      new PerformanceObserver((list) => {
        longest = Math.max(longest, ...list.getEntries().map((one) => one.duration));
      }).observe({ type: "longtask" });
    },
    /** The longest task since; it must have scrolled for that. */
    longestTask: () => {
      if (readFirst() === sorted) throw new Error("The table did not scroll.");
      return longest;
    },
  });
}
