import { describe, expect, test } from "vitest";
import { cutToFit, tokensOf } from "../../src/core/budget.ts";

describe("a budget", () => {
  const output = { items: Array.from({ length: 40 }, (_, i) => `item ${i}`), notes: ["n"], omitted: [] as string[] };
  const fits = (max: number) => (candidate: object) => tokensOf(JSON.stringify(candidate)) <= max;

  test("that is large enough changes nothing", () => {
    expect(cutToFit(output, ["items"], fits(1_000))).toEqual(output);
  });

  test("keeps as much of a list as fits, from its beginning, and says how much is gone", () => {
    const small = cutToFit(output, ["items", "notes"], fits(100));
    expect(fits(100)(small)).toBe(true);
    expect(small.items.length).toBeGreaterThan(3);
    expect(small.items).toEqual(output.items.slice(0, small.items.length));
    expect(small.omitted.join()).toContain(`${40 - small.items.length} of 40 items`);
    expect(small.notes).toEqual(["n"]);
  });

  test("shortens the longest text when there is no list left to cut", () => {
    const small = cutToFit({ text: "word ".repeat(500), name: "api" }, [], fits(60));
    expect(fits(60)(small)).toBe(true);
    expect(small).toMatchObject({ name: "api", text: expect.stringMatching(/^word .*cut: over max_tokens/) });
  });
});
