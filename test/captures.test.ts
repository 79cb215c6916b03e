import { readdirSync, readFileSync, statSync } from "node:fs";
import path from "node:path";
import { describe, expect, test } from "vitest";
import { main } from "../src/cli/main.ts";
import { Answer } from "../src/core/answer.ts";
import { Expected } from "../src/diagnose/eval/expected.ts";
import { score } from "../src/diagnose/eval/score.ts";
import { inNamespace, loadScenarios } from "./cluster/scenario/schema.ts";

// Faults and healthy states of a real cluster, recorded by `npm run cluster:scenarios`.
const FOLDER = path.join(import.meta.dirname, "captures");
const MAX_BYTES = 150_000;

const cases = readdirSync(FOLDER).map((name) => {
  const text = readFileSync(path.join(FOLDER, name, "expected.json"), "utf8");
  return { name, folder: path.join(FOLDER, name), expected: Expected.parse(JSON.parse(text)) };
});

describe("recorded from a real cluster", () => {
  for (const { name, folder, expected } of cases) {
    test(name, async () => {
      const answer = await ask(folder, expected);
      const { object, cause, said } = score(answer, expected);
      expect({ said, object, cause }).toEqual({ said, object: true, cause: true });
      if (expected.object.length > 0) return;
      expect(answer.verdict).not.toMatch(/broken|degraded/);
      expect(answer.findings.map(({ title }) => title).slice(2)).toEqual([]);
    });
  }
});

test("a case is judged by what its scenario says", () => {
  const scenarios = new Map(loadScenarios().map((scenario) => [scenario.name, scenario]));
  for (const { name, expected } of cases) {
    const scenario = scenarios.get(name);
    if (!scenario) throw new Error(`no scenario is called ${name}`);
    const { question, expected: truth } = inNamespace(scenario, expected.namespace ?? "");
    const { object, code } = Expected.parse("code" in truth ? truth : {});
    expect({ name, ...expected }).toMatchObject({ name, question, object, code });
  }
});

test.each(cases)("$name is small", ({ folder }) => {
  const files = readdirSync(folder, { recursive: true, encoding: "utf8" }).map((file) =>
    statSync(path.join(folder, file)),
  );
  const bytes = files.filter((file) => file.isFile()).reduce((sum, { size }) => sum + size, 0);
  expect(bytes).toBeLessThan(MAX_BYTES);
});

async function ask(capture: string, { question = "what is wrong?", namespace }: Expected): Promise<Answer> {
  const out: string[] = [];
  const within = namespace === undefined ? [] : ["-n", namespace];
  const words = ["--json", "--audit", "off", "--capture", capture, "ask", ...within, question];
  await main(words, { env: {}, cwd: capture, out: (text) => void out.push(text), err: () => {} });
  return Answer.parse(JSON.parse(out.join("\n")));
}
