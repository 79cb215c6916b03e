import type { Command } from "commander";
import { schemaOf, type ToolInfo } from "../../core/tool.ts";
import { unfence } from "../../core/untrusted.ts";
import { callTool, print, TERMINAL_TOKENS, withApp } from "../session.ts";
import { screenOf, type Terminal } from "../terminal.ts";

/** A command that is one tool. `argument` is the field of its input that is written without a flag. */
interface Front {
  command: string;
  tool: string;
  description: string;
  argument?: string;
}

const FRONTS: readonly Front[] = [
  { command: "pods", tool: "list_failing_pods", description: "pods that are not well, by real reason and owner" },
  { command: "logs", tool: "get_pod_logs", description: "a container's log, like lines folded", argument: "pod" },
  { command: "events", tool: "get_recent_events", description: "events, like ones folded", argument: "about" },
  {
    command: "alerts",
    tool: "get_alerts",
    description: "alerts with their runbooks, most urgent first",
    argument: "name",
  },
  { command: "changes", tool: "get_changes", description: "rollouts with what differs, scaling, edits; latest first" },
];

/** Letters that kubectl uses for the same. */
const SHORT: Record<string, string> = { namespace: "-n, ", container: "-c, ", previous: "-p, " };

export function isFront(word: string): boolean {
  return FRONTS.some(({ command }) => command === word);
}

export function addToolFronts(program: Command, terminal: Terminal): void {
  for (const { command, tool, description } of FRONTS)
    program
      .command(command)
      .description(description)
      .action(async (...given: unknown[]) => {
        const self = given.at(-1) as Command;
        await withApp(self, terminal, async (app) => {
          const { data, text } = await callTool(app, tool, inputOf(self));
          print(self, terminal, data, screenOf(terminal).columns === undefined ? text : unfence(text));
        });
      });
}

/** Flags and arguments as the tools' own input schemas say. The tools are loaded for it, so only where a front is used. */
export async function describeToolFronts(program: Command): Promise<void> {
  const { KNOWN_TOOLS } = await import("../../app.ts");
  for (const { command, tool, argument } of FRONTS) {
    const found = KNOWN_TOOLS.find(({ name }) => name === tool);
    const self = program.commands.find((item) => item.name() === command);
    if (found && self) describe(self, found, argument);
  }
}

interface Field {
  type?: string;
  description?: string;
  default?: unknown;
}

function describe(command: Command, { input }: ToolInfo, argument: string | undefined): void {
  const schema = schemaOf(input, "input");
  const required = (schema.required ?? []) as string[];
  for (const [name, field] of Object.entries((schema.properties ?? {}) as Record<string, Field>)) {
    const isRequired = required.includes(name);
    if (name === argument) command.argument(isRequired ? `<${name}>` : `[${name}]`, field.description ?? "");
    else command.addOption(optionOf(command, name, field).makeOptionMandatory(isRequired));
  }
}

/** Values stay text: what a number or a switch is, the tool's input check says. */
function optionOf(command: Command, name: string, { type, description = "", default: usual }: Field) {
  const flag = `${SHORT[name] ?? ""}--${name.replaceAll("_", "-")}${type === "boolean" ? "" : " <value>"}`;
  const isTold = usual !== undefined && !Array.isArray(usual);
  const option = command.createOption(flag, isTold ? `${description} (default: ${usual})`.trim() : description);
  return type === "array" ? option.argParser((value: string, others: string[] = []) => [...others, value]) : option;
}

function inputOf(command: Command): Record<string, unknown> {
  const own = Object.entries(command.opts()).map(([name, value]) => [snakeCase(name), value]);
  const named = command.registeredArguments.map((argument, i) => [argument.name(), command.args[i]]);
  const given = [...own, ...named].filter(([, value]) => value !== undefined);
  return { max_tokens: TERMINAL_TOKENS, ...Object.fromEntries(given) };
}

function snakeCase(name: string): string {
  return name.replace(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`);
}
