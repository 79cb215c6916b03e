import { writeFile } from "node:fs/promises";
import path from "node:path";
import { expect, test } from "vitest";
import { readQuestions } from "../../../src/knowledge/eval/questions.ts";
import { temporaryFolder } from "../../ingest/fixture.ts";

async function read(name: string, text: string) {
  const file = path.join(temporaryFolder(), name);
  await writeFile(file, text);
  return readQuestions(file);
}

const EXPECTED = [
  { question: "disk is full", expected: [{ path: "disk.md", section: "delete-old-logs" }] },
  {
    question: "dns",
    expected: [
      { path: "a.md", section: "" },
      { path: "b.md", section: "" },
    ],
  },
  { question: "printer", expected: [] },
  { question: "travel", expected: [] },
];

test("YAML, JSON and JSON Lines say the same", async () => {
  const list = [
    { question: "disk is full", expected: "disk.md#delete-old-logs" },
    { question: "dns", expected: ["a.md", "b.md"] },
    { question: "printer", expected: "none" },
    { question: "travel", expected: null },
  ];
  const yaml =
    "- question: disk is full\n  expected: disk.md#delete-old-logs\n- {question: dns, expected: [a.md, b.md]}\n- question: printer\n  expected: none\n- question: travel\n  expected:\n";
  expect(await read("q.yaml", yaml)).toEqual(EXPECTED);
  expect(await read("q.json", JSON.stringify(list))).toEqual(EXPECTED);
  expect(await read("q.jsonl", `${list.map((item) => JSON.stringify(item)).join("\n\n")}\n`)).toEqual(EXPECTED);
});

test.each([
  ["q.jsonl", '{"question": "a", "expected": "none"}\n{"question": ', "q.jsonl, line 2"],
  ["q.jsonl", '{"question": "a"}', "line 1: expected"],
  ["q.yaml", "- question: a\n  expected: none\n- question: ''\n  expected: none\n", "question 2: question"],
  ["q.yaml", "- question: a\n  expected: none\n  weight: 3\n", "question 1"],
  ["q.yaml", "question: a", "not a list"],
  ["q.yaml", "- [", "cannot be read"],
  ["q.yaml", "", "holds no question"],
])("a mistake in %s is named with its place and an example: %j", async (name, text, message) => {
  await expect(read(name, text)).rejects.toMatchObject({
    kind: "input",
    message: expect.stringContaining(message),
    hint: expect.stringContaining('"expected"'),
  });
});
