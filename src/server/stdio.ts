import { serveStdio } from "@modelcontextprotocol/server/stdio";
import type { App } from "../app.ts";
import { createMcpServer } from "./mcp.ts";

/** Serves MCP on stdin and stdout until the client goes. stdout is the protocol: nothing else may write to it. */
export async function serveOnStdio(app: App, version: string): Promise<void> {
  const caller = app.local();
  const closed = new Promise<void>((resolve) => process.stdin.once("close", resolve));
  const server = serveStdio(() => createMcpServer(app, caller, version));
  await closed;
  await server.close();
  await app.close();
}
