import { type CallToolResult, type McpServer, ProtocolError, ProtocolErrorCode } from "@modelcontextprotocol/server";
import { SitrepError } from "../core/errors.ts";
import { schemaOf, type ToolInfo } from "../core/tool.ts";
import { oneLine } from "../core/untrusted.ts";
import { type Session, toolsFor } from "./session.ts";

/**
 * Every tool over MCP. The program is waited for when tools are asked for, not before: a client has its answer to
 * `initialize` while the program still loads. Input is checked once, behind governance, so that refusals are audited.
 */
export function addTools({ server }: McpServer, session: Promise<Session>): void {
  server.registerCapabilities({ tools: {} });
  server.setRequestHandler("tools/list", async () => ({ tools: toolsFor(await session).map(describe) }));
  server.setRequestHandler("tools/call", async ({ params }, context): Promise<CallToolResult> => {
    const { app, caller } = await session;
    const { name: tool, arguments: input = {} } = params;
    try {
      const { data, text } = await app.call({ tool, input, caller, signal: context.mcpReq.signal });
      return { structuredContent: data, content: [{ type: "text", text }] };
    } catch (error) {
      throwUnknown(tool, toolsFor({ app, caller }));
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
    inputSchema: { ...schemaOf(input, "input"), type: "object" as const },
    outputSchema: { ...schemaOf(output, "output"), type: "object" as const },
    annotations,
  };
}

/** The protocol has its own error for a tool that is not there. It is called all the same, so that the audit knows of it. */
function throwUnknown(name: string, tools: readonly ToolInfo[]): void {
  const known = tools.map((tool) => tool.name);
  if (known.includes(name)) return;
  const message = `There is no tool ${oneLine(name, 60)}. Tools: ${known.join(", ")}.`;
  throw new ProtocolError(ProtocolErrorCode.InvalidParams, message);
}

/** An error that teaches: what failed, and what to do next. Only texts written for the caller leave. */
function refusal(error: unknown): CallToolResult {
  if (!(error instanceof SitrepError)) throw error;
  const text = [error.message, error.hint].filter(Boolean).join(" ");
  return { isError: true, content: [{ type: "text", text }] };
}
