import { StdioServerTransport, serveStdio } from "@modelcontextprotocol/server/stdio";
import type { App } from "../app.ts";
import { localCaller } from "../core/caller.ts";
import { messageOf, SitrepError } from "../core/errors.ts";
import { oneLine } from "../core/untrusted.ts";
import { createMcpServer } from "./mcp.ts";
import type { Session } from "./session.ts";
import { unreadableCall } from "./unreadable.ts";

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
    open().then(
      (app) => session.resolve({ app, caller: localCaller() }),
      (error) => session.reject(unopened(error)),
    );
  };
  const timer = setTimeout(load, LOAD_AFTER_MS);
  const transport = new StdioServerTransport();
  const factory = () => {
    setImmediate(load);
    return createMcpServer(session.promise, version);
  };
  const server = serveStdio(factory, {
    transport,
    onerror: (error) => {
      if (!isGone(error)) log(`a message was not understood: ${oneLine(error.message, 200)}`);
    },
  });
  tap(transport, (message) => void auditUnreadable(message, session.promise).catch(() => {}));
  const closed = whenClosed(transport);
  try {
    await Promise.race([closed, session.promise.then(() => closed)]);
  } finally {
    clearTimeout(timer);
    await server.close();
    if (loading) await session.promise.then(({ app }) => app.close()).catch(() => {});
  }
}

/** Goes to the client as it is, so it is written for it: what is no `SitrepError` quotes a file, a server, a library. */
function unopened(error: unknown): SitrepError {
  if (error instanceof SitrepError) return error;
  return new SitrepError("unavailable", `sitrep cannot start: ${messageOf(error)}.`, { cause: error });
}

/** A client that closed its end has not sent anything wrong. */
function isGone(error: Error): boolean {
  return "code" in error && error.code === "EPIPE";
}

function tap(transport: StdioServerTransport, look: (message: unknown) => void): void {
  const { onmessage } = transport;
  transport.onmessage = (message, ...rest) => {
    look(message);
    onmessage?.(message, ...rest);
  };
}

/** The client has its answer from the protocol's own check; this leaves the line in the audit log. */
async function auditUnreadable(message: unknown, session: Promise<Session>): Promise<void> {
  const asked = unreadableCall(message);
  if (!asked) return;
  const { app, caller } = await session;
  await app.call({ ...asked, caller, signal: new AbortController().signal });
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
