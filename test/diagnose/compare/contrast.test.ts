import { describe, expect, test } from "vitest";
import { type Sample, sharedPlace, tableText } from "../../../src/diagnose/compare/contrast.ts";

/** `a:3/4 b:0/9`: three of four fail in place a, none of nine in b. */
function table(text: string): Sample<string>[] {
  return text.split(" ").flatMap((cell) => {
    const [, place = "", failing = "0", all = "0"] = /^(\w+):(\d+)\/(\d+)$/.exec(cell) ?? [];
    return Array.from({ length: Number(all) }, (_, i) => ({ of: `${place}${i}`, failing: i < Number(failing), place }));
  });
}

describe("the place that what fails has in common", () => {
  test.each([
    ["a:3/3 b:0/3", "3 of 3 on a, 0 of 3 elsewhere"],
    ["a:3/4 b:0/9", "3 of 4 on a, 0 of 9 elsewhere"],
    ["a:0/4 b:2/2 c:0/4", "2 of 2 on b, 0 of 8 elsewhere"],
  ])("%s", (cells, said) => {
    const found = sharedPlace(table(cells), 0.05);
    expect(found && tableText(found)).toBe(said);
  });

  test.each([
    ["one fails outside of it", "a:3/3 b:1/9"],
    ["one alone fails", "a:1/1 b:0/9"],
    ["one alone works elsewhere", "a:9/9 b:0/1"],
    ["all fail", "a:3/3 b:3/3"],
    ["nothing fails", "a:0/3 b:0/3"],
    ["most of what is there works", "a:2/9 b:0/9"],
  ])("nothing when %s", (_, cells) => {
    expect(sharedPlace(table(cells), 0.05)).toBeUndefined();
  });

  test("the chance is that of Fisher's exact test", () => {
    expect(sharedPlace(table("a:3/3 b:0/3"), 1)?.chance).toBeCloseTo(1 / 20);
    expect(sharedPlace(table("a:2/4 b:0/6"), 1)?.chance).toBeCloseTo(6 / 45);
  });
});
