import { expect, test } from "vitest";
import { parse } from "../../ingest/parse.ts";

const signal = new AbortController().signal;
const parsed = (text: string) => parse(text.split("\n"), signal);
const outline = async (text: string) =>
  (await parsed(text)).sections.map(({ headings, blocks }) => [headings.join(" > "), blocks[0]?.from]);

test("headings make a tree, with the line that each is on", async () => {
  const text = "# Title\n\nIntro\n\n## One\n\ntext\n\n### Deep\n\ntext\n\nTwo\n---\n\ntext";
  expect(await outline(text)).toEqual([
    ["Title", 1],
    ["Title > One", 5],
    ["Title > One > Deep", 9],
    ["Title > Two", 13],
  ]);
});

test("a comment in a shell script is not a heading", async () => {
  expect(await outline("# Title\n\n```sh\n# not a heading\nkubectl get pods\n```\n")).toEqual([["Title", 1]]);
});

test("front matter is read, and front matter that is not YAML is reported and not fatal", async () => {
  expect((await parsed("---\ntitle: A\nalerts: [X, Y]\n---\n# B\n")).meta).toEqual({ title: "A", alerts: ["X", "Y"] });
  const broken = await parsed("---\ntitle: [\n---\n# B\n\ntext");
  expect(broken.problem).toMatch(/front matter/);
  expect(broken.sections).toHaveLength(1);
});

test("a long document has the same sections as its parts", async () => {
  const section = (n: number) =>
    `## Step ${n}\n\n${"Look at the pods. ".repeat(100)}\n\n\`\`\`sh\n# comment ${n}\n\`\`\`\n`;
  const numbers = Array.from({ length: 60 }, (_, i) => i);
  const text = `# Long\n\n${numbers.map(section).join("\n")}`;
  const lines = text.split("\n");
  const expected = numbers.map((n) => [`Long > Step ${n}`, lines.indexOf(`## Step ${n}`) + 1]);
  expect(text.length).toBeGreaterThan(100_000);
  expect((await outline(text)).slice(1)).toEqual(expected);
});

test("open action items are counted at any depth, done ones are not", async () => {
  expect((await parsed("- [ ] a\n  - [ ] b\n- [x] c\n- d\n")).openTasks).toBe(2);
});

test("parsing a large document can be stopped", async () => {
  const controller = new AbortController();
  const lines = Array.from({ length: 20_000 }, (_, i) => `## Heading ${i}`);
  const running = parse(lines, controller.signal);
  setImmediate(() => controller.abort());
  await expect(running).rejects.toThrow(/abort/);
});
