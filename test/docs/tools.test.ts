import { readdirSync, readFileSync } from "node:fs";
import { expect, test } from "vitest";
import { schemas } from "../../docs/schemas.ts";
import { ALL_TOOLS, toolsPage, withTools } from "../../docs/tools.ts";

const read = (file: string) => readFileSync(file, "utf8");

test("docs/tools.md and the README's table are what the tools say (npm run gen writes them)", () => {
  expect(read("docs/tools.md")).toBe(toolsPage(ALL_TOOLS));
  expect(read("README.md")).toBe(withTools(read("README.md"), ALL_TOOLS));
  for (const { name } of ALL_TOOLS) expect(read("README.md")).toContain(`| [\`${name}\`](docs/tools.md#${name}) |`);
});

test("docs/schemas holds the shape of every answer and of a capture, and no other", () => {
  const published = schemas(ALL_TOOLS);
  expect(readdirSync("docs/schemas").sort()).toEqual([...published.keys()].sort());
  for (const [name, schema] of published) expect(read(`docs/schemas/${name}`)).toBe(schema);
});

test("every argument of every tool says what it is", () => {
  const blank = toolsPage(ALL_TOOLS)
    .split("\n")
    .filter((line) => /^\| `.*\| {2}\|$/.test(line));
  expect(blank).toEqual([]);
});
