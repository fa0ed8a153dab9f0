import { setImmediate as turn } from "node:timers/promises";
import { describe, expect, it } from "vitest";
import { createAdmission } from "@/lib/serve/admission.js";

/** Requests by name, which note that they have begun, and a clock that stands still until it is set. */
function bed() {
  const begun: string[] = [];
  const gone = new Set<string>();
  let time = 0;
  const { admit } = createAdmission(() => time);
  return {
    begun,
    come: (...names: readonly string[]) => {
      for (const name of names)
        admit(
          () => begun.push(name),
          () => gone.has(name),
        );
    },
    leave: (name: string) => gone.add(name),
    passes: (ms: number) => {
      time += ms;
    },
  };
}

describe("the admission of requests", () => {
  it("begins whoever comes alone in the next turn", async () => {
    const { begun, come } = bed();
    come("page");
    expect(begun).toEqual([]);
    await turn();
    expect(begun).toEqual(["page"]);
    come("list");
    await turn();
    expect(begun).toEqual(["page", "list"]);
  });

  it("begins those who come together one a turn, in their order", async () => {
    const { begun, come } = bed();
    come("first", "second", "third");
    await turn();
    expect(begun).toEqual(["first"]);
    await turn();
    expect(begun).toEqual(["first", "second"]);
    come("fourth");
    await turn();
    await turn();
    expect(begun).toEqual(["first", "second", "third", "fourth"]);
  });

  it("does not begin what nobody waits for any more, and loses no turn by it", async () => {
    const { begun, come, leave } = bed();
    come("first", "closed tab", "closed window", "last");
    leave("closed tab");
    leave("closed window");
    await turn();
    await turn();
    expect(begun).toEqual(["first", "last"]);
    come("after");
    await turn();
    expect(begun).toEqual(["first", "last", "after"]);
  });

  it("goes on when all who waited have left", async () => {
    const { begun, come, leave } = bed();
    come("only");
    leave("only");
    await turn();
    come("after");
    await turn();
    expect(begun).toEqual(["after"]);
  });

  it("takes the newest first while the oldest has waited too long, and then those who still wait", async () => {
    const { begun, come, passes } = bed();
    come("old", "older than a second");
    passes(1001);
    come("new", "newest");
    for (let turns = 0; turns < 4; turns += 1) await turn();
    expect(begun).toEqual(["newest", "new", "older than a second", "old"]);
  });
});
