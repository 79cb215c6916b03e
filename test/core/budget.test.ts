import { describe, expect, test } from "vitest";
import { cutToFit } from "../../src/core/budget.ts";

describe("a budget", () => {
  const output = { items: Array.from({ length: 40 }, (_, i) => `item ${i}`), notes: ["n"], omitted: [] as string[] };
  const size = (candidate: object) => JSON.stringify(candidate).length;

  test("that is large enough changes nothing", () => {
    expect(cutToFit(output, ["items"], 3_000, size)).toEqual(output);
  });

  test("keeps as much of a list as fits, from its beginning, and says how much is gone", () => {
    const small = cutToFit(output, ["items", "notes"], 300, size);
    expect(size(small)).toBeLessThanOrEqual(300);
    expect(small.items.length).toBeGreaterThan(3);
    expect(small.items).toEqual(output.items.slice(0, small.items.length));
    expect(small.omitted.join()).toContain(`${40 - small.items.length} of 40 items`);
    expect(small.notes).toEqual(["n"]);
  });

  test("shortens the longest text when there is no list left to cut", () => {
    const small = cutToFit({ text: "word ".repeat(500), name: "api" }, [], 180, size);
    expect(size(small)).toBeLessThanOrEqual(180);
    expect(small).toMatchObject({ name: "api", text: expect.stringMatching(/^word .*cut: over max_tokens/) });
  });
});
