import { Command, CommanderError } from "commander";
import { SitrepError, traceOf } from "../core/errors.ts";
import { redact } from "../core/redact/redact.ts";
import { addAsk } from "./commands/ask.ts";
import { addAudit } from "./commands/audit.ts";
import { addCapture } from "./commands/capture.ts";
import { addCheck } from "./commands/check.ts";
import { addCompletion } from "./commands/completion.ts";
import { addCoverage } from "./commands/coverage.ts";
import { addDoctor } from "./commands/doctor.ts";
import { addEval } from "./commands/eval.ts";
import { addIngest } from "./commands/ingest.ts";
import { addKeys } from "./commands/keys.ts";
import { addModel } from "./commands/model.ts";
import { addSearch } from "./commands/search.ts";
import { addServe } from "./commands/serve.ts";
import { addToolFronts, describeToolFronts, isFront } from "./commands/tool-fronts.ts";
import { EXIT, type Finish } from "./exit.ts";
import { refuseMistyped } from "./mistyped.ts";
import type { Terminal } from "./terminal.ts";
import { VERSION } from "./version.ts";

/** Runs one command line; resolves to its exit code. Nothing is thrown. */
export async function main(argv: readonly string[], given: Terminal): Promise<number> {
  // Errors and logs quote what others wrote; answers were redacted on their way.
  const terminal = { ...given, err: (text: string) => given.err(redact(text)) };
  let code: number = EXIT.ok;
  const program = describeProgram(terminal, (result) => {
    code = result;
  });
  try {
    if (argv.length === 0) program.help({ error: true });
    refuseMistyped(program, argv);
    if (argv.some(isFront)) await describeToolFronts(program);
    await program.parseAsync([...argv], { from: "user" });
    return code;
  } catch (error) {
    return report(error, terminal);
  }
}

function describeProgram(terminal: Terminal, finish: Finish): Command {
  const program = new Command("sitrep")
    .description("What is wrong, why, and which runbook says what to do. Reads only.")
    .version(VERSION)
    .option("--config <file>", "configuration file (default: sitrep.yaml here)")
    .option("--capture <dir>", "read a recorded capture in place of live systems")
    .option("--runbooks <dir>", "folder of Markdown documents; may be given again", (dir: string, dirs?: string[]) => [
      ...(dirs ?? []),
      dir,
    ])
    .option("--index <dir>", "folder of the document index")
    .option("--models <dir>", "folder of embedding models")
    .option("--context <name>", "kubeconfig context")
    .option("--kubeconfig <file>", "kubeconfig file")
    .option("--prometheus-url <url>", "Prometheus, Thanos, Mimir or VictoriaMetrics")
    .option("--alertmanager-url <url>", "Alertmanager")
    .option("--audit <file>", "audit log, or off")
    .option("--json", "print the structured answer")
    .addHelpText("after", EXAMPLES)
    .configureHelp({ showGlobalOptions: true })
    .exitOverride()
    .configureOutput({
      writeOut: (text) => terminal.out(text.trimEnd()),
      writeErr: (text) => terminal.err(text.trimEnd()),
    })
    .showHelpAfterError("Run sitrep --help for the commands.");
  for (const add of [
    addAsk,
    addSearch,
    addCheck,
    addToolFronts,
    addCoverage,
    addIngest,
    addCapture,
    addModel,
    addDoctor,
    addAudit,
  ])
    add(program, terminal, finish);
  for (const add of [addServe, addKeys, addEval, addCompletion]) add(program, terminal);
  return program;
}

const EXAMPLES = `
Examples:
  sitrep payments                      the same as: sitrep ask payments
  sitrep ask "what's wrong with payments?"
  sitrep logs -n payments payments-api-7d4b9c
  sitrep search "payments-api OOMKilled"
  sitrep check -n payments
  sitrep ingest ./runbooks
  sitrep doctor

Exit codes: 0 healthy, found, go · 1 sitrep failed · 2 usage or configuration · 3 broken, degraded, no-go · 4 unknown`;

function report(error: unknown, terminal: Terminal): number {
  if (error instanceof CommanderError) return error.exitCode === 0 ? EXIT.ok : EXIT.usage;
  if (error instanceof SitrepError) {
    terminal.err(`sitrep: ${error.message}${error.hint ? `\n        ${error.hint}` : ""}`);
    return error.kind === "input" || error.kind === "setup" ? EXIT.usage : EXIT.failed;
  }
  terminal.err(`sitrep: internal error: ${traceOf(error)}`);
  return EXIT.failed;
}
