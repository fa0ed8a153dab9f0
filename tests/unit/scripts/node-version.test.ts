import { expect, it } from "vitest";
import { isSupportedNode, oldNodeAdvice } from "@/scripts/lib/node-version.js";

it.each(["20.19.0", "20.20.2", "22.12.0", "22.20.1", "24.0.0", "25.1.0", "26.0.0"])(
  "runs on Node %s",
  (version) => {
    expect(isSupportedNode(version)).toBe(true);
  },
);

it.each(["16.20.2", "18.20.8", "20.9.0", "20.18.3", "21.7.3", "22.11.0", "23.11.0"])(
  "refuses Node %s",
  (version) => {
    expect(isSupportedNode(version)).toBe(false);
  },
);

it("tells somebody with an old Node which one is needed and which one was found", () => {
  const advice = oldNodeAdvice("18.20.8", "/opt/node/bin/node");
  expect(advice).toContain("needs Node 20.19 or newer");
  expect(advice).toContain("This is Node 18.20.8: /opt/node/bin/node");
});
