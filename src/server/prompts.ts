import type { McpServer } from "@modelcontextprotocol/server";
import { z } from "zod";

interface PromptFile {
  name: string;
  version: number;
  title: string;
  description: string;
  argument: string;
  text: (value: string) => string;
}

/** What a person starts from a menu. A change of wording is a new version. */
const PROMPTS: readonly PromptFile[] = [
  {
    name: "incident",
    version: 1,
    title: "Work an incident",
    description: "Find the cause, follow the runbook, propose the next step",
    argument: "what",
    text: (what) =>
      `Call investigate with "what's wrong with ${what}?". Report the root cause with its evidence queries and the runbook section as path#Lx-Ly. If the verdict is unknown, say what could not be read. Open the runbook section with get_runbook and list its steps, marking those whose objects are not in the cluster. Propose one next step; change nothing.`,
  },
  {
    name: "pre_deploy",
    version: 1,
    title: "Go or no-go",
    description: "May this namespace be deployed to now?",
    argument: "namespace",
    text: (namespace) =>
      `Call check_deploy for namespace "${namespace}". Answer go, no-go or unknown first, then each reason with its evidence. Treat unknown as no-go.`,
  },
  {
    name: "postmortem",
    version: 1,
    title: "Draft a postmortem",
    description: "A draft from what can be shown, gaps marked",
    argument: "what",
    text: (what) =>
      `Call investigate for "${what}", get_changes and get_alerts. Draft: summary, impact, timeline in UTC, root cause, evidence, action items. Every statement carries an evidence query or path#Lx-Ly; write "not known" where there is none.`,
  },
];

export function addPrompts(server: McpServer): void {
  for (const { name, version, title, description, argument, text } of PROMPTS) {
    const argsSchema = z.object({ [argument]: z.string().max(200) });
    server.registerPrompt(name, { title, description, argsSchema }, (args) => ({
      description: `${name} v${version}`,
      messages: [{ role: "user", content: { type: "text", text: text(args[argument] ?? "") } }],
    }));
  }
}
