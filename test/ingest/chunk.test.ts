import { createHash } from "node:crypto";
import { expect, test } from "vitest";
import { chunksOf } from "../../ingest/chunk.ts";
import { parse } from "../../ingest/parse.ts";
import { textOf } from "../../src/knowledge/index/record.ts";

async function chunk(text: string) {
  const lines = text.split("\n");
  const { sections, heading } = await parse(lines, new AbortController().signal);
  return chunksOf(heading ?? "doc", sections, { lines, redacted: lines }).map((chunk) => ({
    ...chunk,
    text: textOf(lines, chunk),
  }));
}
const sentence = (n: number) => `Look at pod number ${n} and read the reason of its last exit.`;
const paragraph = (from: number) => Array.from({ length: 8 }, (_, i) => sentence(from + i)).join("\n");

test("a chunk is exactly the lines that it names, and its hash is theirs", async () => {
  const text = `# Title\n\n## First\n\n${paragraph(0)}\n\n## Second\n\n${paragraph(20)}\n`;
  for (const { lines, hash, text: body } of await chunk(text)) {
    const cited = text
      .split("\n")
      .slice(lines[0] - 1, lines[1])
      .join("\n");
    expect(body).toBe(cited);
    expect(hash).toBe(createHash("sha256").update(cited).digest("hex"));
  }
});

test("large sections stay apart and carry their heading path below the title", async () => {
  const chunks = await chunk(`# Title\n\n## First\n\n${paragraph(0)}\n\n### Inner\n\n${paragraph(20)}\n`);
  expect(chunks.map(({ heading }) => heading)).toEqual(["First", "First > Inner"]);
});

test("small neighbouring sections share a chunk that names both", async () => {
  const chunks = await chunk("# Title\n\n## Meaning\n\nThe disk is full.\n\n## Impact\n\nWrites fail.\n");
  expect(chunks.map(({ heading, lines }) => [heading, lines])).toEqual([["Meaning, Impact", [1, 9]]]);
});

test("a heading with only headings under it opens the first of these, not the end of the section before", async () => {
  const text = `# Title\n\n## Checks\n\n${paragraph(40)}\n\n## Restarts\n\n### Compactor\n\n${paragraph(0)}\n`;
  expect((await chunk(text)).map(({ heading, lines }) => [heading, lines])).toEqual([
    ["Checks", [1, 12]],
    ["Restarts > Compactor", [14, 25]],
  ]);
});

test("the title is no passage by itself, unless there is nothing else", async () => {
  const [first] = await chunk(`# Title\n\n## First\n\n${paragraph(0)}\n${paragraph(20)}\n`);
  expect(first?.lines[0]).toBe(3);
  expect((await chunk("# Title\n")).map(({ lines }) => lines)).toEqual([[1, 1]]);
});

test("the end of a long section is not mixed with the start of the next", async () => {
  const text = `# Title\n\n## Load\n\n${paragraph(0)}\n\n${paragraph(20)}\n\nThat is all.\n\n## Lag\n\nFollow the replica.\n`;
  const chunks = await chunk(text);
  expect(chunks.filter(({ text }) => text.includes("## Lag")).map(({ heading }) => heading)).toEqual(["Lag"]);
});

test("code and tables are not cut, and their introduction stays with them", async () => {
  const code = `\`\`\`sh\n${Array.from({ length: 30 }, (_, i) => `kubectl -n payments logs pod-${i}`).join("\n")}\n\`\`\``;
  const chunks = await chunk(`# Title\n\n${paragraph(0)}\n\nRun all of these:\n\n${code}\n\n${paragraph(20)}\n`);
  const withCode = chunks.filter(({ text }) => text.includes("kubectl"));
  expect(withCode).toHaveLength(1);
  expect(withCode[0]?.text).toContain("Run all of these:");
  expect(withCode[0]?.text).toContain(code);
});

test("a line longer than a chunk is cut at words, and every part cites that line", async () => {
  const line = Array.from({ length: 300 }, (_, i) => sentence(i)).join(" ");
  const chunks = await chunk(`# Title\n\n${paragraph(0)}\n\n${line}\n`);
  const parts = chunks.filter(({ cut }) => cut);
  expect(parts.length).toBeGreaterThan(10);
  expect(parts.map(({ text }) => text).join("")).toBe(line);
  expect(new Set(parts.map(({ lines }) => lines.join("-")))).toEqual(new Set(["12-12"]));
});

test("a heading is never a chunk alone", async () => {
  const line = Array.from({ length: 40 }, (_, i) => sentence(i)).join(" ");
  const chunks = await chunk(`# Title\n\n${paragraph(0)}\n\n## Drain\n\n${line}\n\n## Verify\n\n- ${line}\n`);
  for (const { text } of chunks) expect(text).toMatch(/pod/);
  expect(chunks.find(({ heading }) => heading === "Drain")?.text).toMatch(/^## Drain\n\nLook at pod number 0/);
});

test("no text is lost, whatever the document looks like", async () => {
  const text = `Intro without heading\n\n# T\n\n- a\n- b\n\n| x | y |\n|---|---|\n| 1 | 2 |\n\n> quote\n\n<div>html</div>\n\n1. one\n2. two\n`;
  const found = (await chunk(text)).map(({ text }) => text).join("\n");
  for (const line of text.split("\n").filter(Boolean)) expect(found).toContain(line);
});
