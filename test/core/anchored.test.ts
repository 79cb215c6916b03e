import { describe, expect, test } from "vitest";
import { anchored } from "../../src/core/anchored.ts";

describe("a matcher's expression", () => {
  test("matches the whole value, line breaks too", () => {
    expect(anchored("pay.*")?.test("payments\nx")).toBe(true);
    expect(anchored("pay")?.test("payments")).toBe(false);
    expect(anchored("a|b")?.test("ab")).toBe(false);
  });

  test.each(["(", "(a+)+$", "(.*)*", "x".repeat(2_000)])("is refused when it is none, or could hang: %#", (pattern) => {
    expect(anchored(pattern)).toBeUndefined();
  });
});
