import { StdioServerTransport, serveStdio } from "@modelcontextprotocol/server/stdio";
import type { App } from "../app.ts";
import { localCaller } from "../core/caller.ts";
import { oneLine } from "../core/untrusted.ts";
import { createMcpServer } from "./mcp.ts";
import type { Session } from "./session.ts";

/** The program is loaded at the latest after this, so that a wrong setting is an error although no client speaks. */
const LOAD_AFTER_MS = 500;

export interface StdioOptions {
  /** Loads the program; what it throws, serving throws. */
  open(): Promise<App>;
  version: string;
  /** Told of messages that are no MCP, or too large: over 10 MB the SDK ends the connection. */
  log(message: string): void;
}

/**
 * Serves MCP on stdin and stdout until the client goes. stdout is the protocol: nothing else may write to it. Loading the
 * program takes longer than answering `initialize`, so it begins once that is answered.
 */
export async function serveOnStdio({ open, version, log }: StdioOptions): Promise<void> {
  const session = Promise.withResolvers<Session>();
  let loading = false;
  const load = () => {
    if (loading) return;
    loading = true;
    open().then((app) => session.resolve({ app, caller: localCaller() }), session.reject);
  };
  const timer = setTimeout(load, LOAD_AFTER_MS);
  const transport = new StdioServerTransport();
  const factory = () => {
    setImmediate(load);
    return createMcpServer(session.promise, version);
  };
  const server = serveStdio(factory, {
    transport,
    onerror: ({ message }) => log(`a message was not understood: ${oneLine(message, 200)}`),
  });
  const closed = whenClosed(transport);
  try {
    await Promise.race([closed, session.promise.then(() => closed)]);
  } finally {
    clearTimeout(timer);
    await server.close();
    if (loading) await session.promise.then(({ app }) => app.close()).catch(() => {});
  }
}

/** When the client has gone, or has been cut off. */
function whenClosed(transport: StdioServerTransport): Promise<void> {
  return new Promise((resolve) => {
    const { onclose } = transport;
    transport.onclose = () => {
      onclose?.();
      resolve();
    };
  });
}
