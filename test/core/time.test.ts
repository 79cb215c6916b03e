import { expect, test } from "vitest";
import { clock, duration, timeOf } from "../../src/core/time.ts";

test.each([
  [0, "0 s"],
  [-5_000, "0 s"],
  [95_000, "1 min 35 s"],
  [600_000, "10 min"],
  [119 * 60_000, "119 min"],
  [3 * 3_600_000, "3 h"],
  [50 * 3_600_000, "2 d"],
])("%d ms is %s", (ms, text) => {
  expect(duration(ms)).toBe(text);
});

test("a clock shows the date only where the hour would mislead", () => {
  expect(clock("2026-06-01T01:42:10Z", "2026-06-01T02:00:00Z")).toBe("01:42");
  expect(clock("2026-05-28T01:42:10Z", "2026-06-01T02:00:00Z")).toBe("2026-05-28 01:42");
  expect(clock("2026-06-01T03:42:10+02:00", "2026-06-01T02:00:00Z")).toBe("01:42");
});

test("a time that cannot be read is none", () => {
  for (const text of [undefined, null, "", "yesterday"]) expect(timeOf(text)).toBeUndefined();
  expect(clock("yesterday", "2026-06-01T02:00:00Z")).toBe("yesterday");
});
