import type { Command } from "commander";
import { SitrepError } from "../../core/errors.ts";
import type { ToolInfo } from "../../core/tool.ts";
import { callAndPrint, callTool, print, withApp } from "../session.ts";
import type { Terminal } from "../terminal.ts";

const DAY_MS = 86_400_000;

interface CreateOptions {
  tool?: string[];
  namespace?: string[];
  days?: string;
}

export function addKeys(program: Command, terminal: Terminal): void {
  const keys = program.command("keys").description("API keys for sitrep serve --http");
  keys
    .command("create <name>")
    .description("make a key; its token is shown once")
    .option("--tool <name...>", "only these tools; every tool when absent")
    .option("--namespace <name...>", "only these namespaces, and nothing about others; every namespace when absent")
    .option("--days <n>", "refuse it after so many days; never when absent")
    .action(async (name: string, { tool, namespace, days }: CreateOptions, command: Command) => {
      const [{ newToken }, { KNOWN_TOOLS }] = await Promise.all([
        import("../../identity/keys.ts"),
        import("../../app.ts"),
      ]);
      refuseUnknown(tool ?? [], KNOWN_TOOLS);
      const { token, ...known } = await newToken(name);
      const key = { name, ...known, tools: tool ?? null, namespaces: namespace ?? null, expires: expiry(days) };
      await withApp(command, terminal, (app) => callTool(app, "create_key", key));
      print(command, terminal, { name, token }, token);
    });
  keys
    .command("list")
    .description("names, what they may call, until when")
    .action((_options: unknown, command: Command) => callAndPrint(command, terminal, "list_keys", {}));
  keys
    .command("revoke <name>")
    .description("refuse a key from the next request on")
    .action((name: string, _options: unknown, command: Command) =>
      callAndPrint(command, terminal, "revoke_key", { name }),
    );
}

function refuseUnknown(tools: readonly string[], known: readonly ToolInfo[]): void {
  const names = known.map(({ name }) => name);
  const unknown = tools.filter((name) => !names.includes(name));
  if (unknown.length > 0)
    throw new SitrepError("input", `No tool is called ${unknown.join(" or ")}.`, {
      hint: `Tools: ${names.join(", ")}.`,
    });
}

function expiry(days: string | undefined): string | null {
  if (days === undefined) return null;
  if (!/^\d{1,4}$/.test(days) || days === "0")
    throw new SitrepError("input", `--days ${days} is not a number of days.`, { hint: "For example --days 90." });
  return new Date(Date.now() + Number(days) * DAY_MS).toISOString();
}
