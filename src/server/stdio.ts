import { once } from "node:events";
import { serveStdio } from "@modelcontextprotocol/server/stdio";
import type { App } from "../app.ts";
import { createMcpServer } from "./mcp.ts";
import type { Session } from "./session.ts";

/** The program is loaded at the latest after this, so that a wrong setting is an error although no client speaks. */
const LOAD_AFTER_MS = 500;

/**
 * Serves MCP on stdin and stdout until the client goes. stdout is the protocol: nothing else may write to it. Loading the
 * program takes longer than answering `initialize`, so it begins once that is answered. Throws what `open` throws.
 */
export async function serveOnStdio(open: () => Promise<App>, version: string): Promise<void> {
  const closed = once(process.stdin, "close");
  const session = Promise.withResolvers<Session>();
  let loading = false;
  const load = () => {
    if (loading) return;
    loading = true;
    open().then((app) => session.resolve({ app, caller: app.local() }), session.reject);
  };
  const timer = setTimeout(load, LOAD_AFTER_MS);
  const server = serveStdio(() => {
    setImmediate(load);
    return createMcpServer(session.promise, version);
  });
  try {
    await Promise.race([closed, session.promise.then(() => closed)]);
  } finally {
    clearTimeout(timer);
    await server.close();
    if (loading)
      await session.promise.then(
        ({ app }) => app.close(),
        () => {},
      );
  }
}
