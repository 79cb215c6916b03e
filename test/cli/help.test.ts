import { tmpdir } from "node:os";
import { expect, test } from "vitest";
import { sitrep as run } from "./run.ts";

const sitrep = (...words: string[]) => run(tmpdir(), ...words);

const COMMANDS = [
  ["ask"],
  ["search"],
  ["check"],
  ["pods"],
  ["logs"],
  ["events"],
  ["alerts"],
  ["changes"],
  ["completion"],
  ["ingest"],
  ["capture"],
  ["model", "pull"],
  ["doctor"],
  ["serve"],
  ["eval", "diagnosis"],
  ["eval", "retrieval"],
];

test("the program's help names every command, shows examples and tells the exit codes", async () => {
  const { code, out, err } = await sitrep("--help");
  expect({ code, err }).toEqual({ code: 0, err: "" });
  for (const [name = ""] of COMMANDS) expect(out).toMatch(new RegExp(`^ {2}${name}\\b`, "m"));
  expect(out).toContain("Examples:");
  expect(out).toMatch(/0 healthy.*1 sitrep failed.*2 usage.*3 broken.*4 unknown/);
});

test.each(COMMANDS)("%s %s explains itself", async (...words) => {
  const { code, out, err } = await sitrep(...words.filter(Boolean), "--help");
  expect({ code, err }).toEqual({ code: 0, err: "" });
  expect(out).toContain(`Usage: sitrep ${words.filter(Boolean).join(" ")}`);
  expect(out.split("\n").length).toBeGreaterThan(4);
  expect(out).toMatch(/Global Options:[\s\S]*--capture <dir>[\s\S]*--json/);
});

test.each([
  { words: [], says: "Usage: sitrep" },
  { words: ["aks"], says: "(Did you mean ask?)" },
  { words: ["serch", "x"], says: "unknown command 'serch' (Did you mean search?)" },
  { words: ["--audit", "off", "chek"], says: "To ask about chek: sitrep ask chek" },
  { words: ["logs", "-n", "payments"], says: "missing required argument 'pod'" },
  { words: ["changes"], says: "-n, --namespace <value>" },
  { words: ["completion", "tcsh"], says: "It is one of bash, zsh, fish." },
  { words: ["ask", "--bogus"], says: "unknown option '--bogus'" },
  { words: ["check"], says: "-n, --namespace <name>" },
  { words: ["capture", "-n", "payments"], says: "-o, --output <dir>" },
  { words: ["search"], says: "missing required argument 'words'" },
  { words: ["search", "disk", "--limit", "many"], says: "It is a whole number from 1 to 999999." },
  { words: ["ask", "--max-tokens", "-5"], says: "It is a whole number from 1 to 999999." },
  { words: ["eval"], says: "retrieval" },
])("$words is a usage error: exit code 2, a hint, nothing on stdout", async ({ words, says }) => {
  const { code, out, err } = await sitrep(...words);
  expect({ code, out }).toEqual({ code: 2, out: "" });
  expect(err).toContain(says);
});

test("doctor says how a source is configured where it is not, and what is wrong where it is", async () => {
  const { code, out } = await sitrep("--prometheus-url", "http://127.0.0.1:1", "--audit", "off", "doctor");
  expect(code).toBe(1);
  expect(out).toMatch(/FAILED +prometheus .*does not answer/);
  expect(out).not.toContain("--prometheus-url URL");
  expect(out).toContain("--alertmanager-url URL");
});

test.each([
  { words: ["--config", "nowhere.yaml", "doctor"], says: "nowhere.yaml" },
  { words: ["--prometheus-url", "ftp://metrics", "doctor"], says: "prometheus.url" },
  { words: ["ingest"], says: "sitrep ingest ./runbooks" },
  { words: ["ingest", "nowhere"], says: "is not a folder" },
  { words: ["ask", "what is wrong?"], says: "--capture" },
  { words: ["check", "-n", "payments"], says: "--capture" },
  { words: ["search", "disk"], says: "sitrep ingest FOLDER" },
  { words: ["eval", "diagnosis", "nowhere"], says: "expected.json" },
  { words: ["--capture", "nowhere", "serve"], says: "sitrep capture" },
])("$words is a configuration error that names the way out", async ({ words, says }) => {
  const index = ["--index", "no-such-index", "--audit", "off"];
  const { code, out, err } = await sitrep(...index, ...words);
  expect({ code, out }).toEqual({ code: 2, out: "" });
  expect(err).toMatch(/^sitrep: /);
  expect(err).toContain(says);
  expect(err).not.toMatch(/\n\s+at /);
});
