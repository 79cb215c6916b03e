import { readFileSync } from "node:fs";
import { expect, test } from "vitest";
import { findingsPage } from "../../docs/generate.ts";
import { RULES } from "../../src/diagnose/rules/index.ts";

test("docs/findings.md is what the rules say (npm run gen writes it)", () => {
  expect(readFileSync("docs/findings.md", "utf8")).toBe(findingsPage(RULES));
});

test("codes are kebab-case and each is there once", () => {
  const codes = RULES.map(({ code }) => code);
  expect(new Set(codes).size).toBe(codes.length);
  for (const code of codes) expect(code).toMatch(/^[a-z]+(-[a-z0-9]+)*$/);
});
