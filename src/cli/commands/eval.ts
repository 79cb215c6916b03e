import path from "node:path";
import type { Command } from "commander";
import { callAndPrint } from "../session.ts";
import type { Terminal } from "../terminal.ts";

export function addEval(program: Command, terminal: Terminal): void {
  const evaluation = program.command("eval").description("measure sitrep on cases with a known answer");
  addDiagnosis(evaluation, terminal);
  addRetrieval(evaluation, terminal);
}

function addDiagnosis(evaluation: Command, terminal: Terminal): void {
  evaluation
    .command("diagnosis")
    .description(
      "captures with an expected.json beside them: object and cause right, false alarms, abstentions, by family",
    )
    .argument("<dir>", "folder of cases")
    .addHelpText(
      "after",
      '\nexpected.json: {"object": {"kind": "Deployment", "name": "api"}, "code": "oom-killed", "question": "…"}; {} where nothing is wrong',
    )
    .action(async (dir: string, _options: unknown, command: Command) => {
      await callAndPrint(command, terminal, "eval_diagnosis", { dir: path.resolve(terminal.cwd, dir) });
    });
}

const QUESTIONS = `
FILE is a YAML list, or JSON Lines when its name ends in .jsonl:
  - question: payments pods are killed again and again
    expected: payments/payments-oom.md#raise-the-limit-back
  - question: DNS lookups time out
    expected: [platform/dns.md, platform/coredns.md]      any of them is right
  - question: the office printer is on fire
    expected: none                                        no document covers it

The more questions that no document covers, the better the proposed threshold; 20 are enough.

Example:
  sitrep eval retrieval questions.yaml`;

function addRetrieval(evaluation: Command, terminal: Terminal): void {
  evaluation
    .command("retrieval")
    .description("your own questions: right document first, right section, false claims; proposes your threshold")
    .argument("<file>", "questions with the documents that answer them")
    .addHelpText("after", QUESTIONS)
    .action(async (file: string, _options: unknown, command: Command) => {
      await callAndPrint(command, terminal, "eval_retrieval", { file: path.resolve(terminal.cwd, file) });
    });
}
