import { type CallToolResult, type McpServer, ProtocolError, ProtocolErrorCode } from "@modelcontextprotocol/server";
import { SitrepError } from "../core/errors.ts";
import type { ToolInfo } from "../core/tool.ts";
import type { Session } from "./session.ts";

/**
 * Every tool over MCP. The program is waited for when tools are asked for, not before: a client has its answer to
 * `initialize` while the program still loads. Input is checked once, behind governance, so that refusals are audited.
 */
export function addTools({ server }: McpServer, session: Promise<Session>): void {
  server.registerCapabilities({ tools: {} });
  server.setRequestHandler("tools/list", async () => ({ tools: (await session).app.tools.map(describe) }));
  server.setRequestHandler("tools/call", async ({ params }, context): Promise<CallToolResult> => {
    const { app, caller } = await session;
    const tool = app.tools.find(({ name }) => name === params.name);
    if (!tool) throw unknownTool(params.name, app.tools);
    try {
      const input = params.arguments ?? {};
      const { data, text } = await app.call({ tool, input, caller, signal: context.mcpReq.signal });
      return { structuredContent: data, content: [{ type: "text", text }] };
    } catch (error) {
      return refusal(error);
    }
  });
}

function describe({ name, title, description, input, output, effect }: ToolInfo) {
  const annotations = {
    title,
    readOnlyHint: effect === "read",
    destructiveHint: false,
    idempotentHint: true,
    openWorldHint: true,
  };
  return {
    name,
    title,
    description,
    inputSchema: schema(input, "input"),
    outputSchema: schema(output, "output"),
    annotations,
  };
}

function schema(shape: ToolInfo["input"], io: "input" | "output") {
  return { ...shape["~standard"].jsonSchema[io]({ target: "draft-2020-12" }), type: "object" as const };
}

function unknownTool(name: string, tools: readonly ToolInfo[]): ProtocolError {
  const known = tools.map((tool) => tool.name).join(", ");
  return new ProtocolError(ProtocolErrorCode.InvalidParams, `There is no tool ${name}. Tools: ${known}.`);
}

/** An error that teaches: what failed, and what to do next. Only texts written for the caller leave. */
function refusal(error: unknown): CallToolResult {
  if (!(error instanceof SitrepError)) throw error;
  const text = [error.message, error.hint].filter(Boolean).join(" ");
  return { isError: true, content: [{ type: "text", text }] };
}
