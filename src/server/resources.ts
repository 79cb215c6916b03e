import { type McpServer, ResourceNotFoundError, ResourceTemplate } from "@modelcontextprotocol/server";
import { SitrepError } from "../core/errors.ts";
import { redact } from "../core/redact/redact.ts";
import { fence } from "../core/untrusted.ts";
import type { Session } from "./session.ts";

/** A resource is asked for whole; get_runbook gives no more than this. */
const MAX_TOKENS = 50_000;

/**
 * `runbook://PATH#Lx-Ly`: the cited lines; without lines the beginning of the document. Documents are found by search, not by
 * listing. It is get_runbook in another form, so that reading one is limited and audited alike.
 */
export function addResources(server: McpServer, session: Promise<Session>): void {
  const template = new ResourceTemplate("runbook://{+path}", { list: undefined });
  const about = {
    title: "Runbook",
    description: "A document, or the cited lines of one: runbook://PATH#L10-L24",
    mimeType: "text/markdown",
  };
  server.registerResource("runbook", template, about, async (uri, _variables, { mcpReq: { signal } }) => {
    const { app, caller } = await session;
    const path = pathOf(uri);
    try {
      const { data } = await app.call({ tool: "get_runbook", input: { path, max_tokens: MAX_TOKENS }, caller, signal });
      return { contents: [{ uri: uri.href, mimeType: "text/markdown", text: fence(path, String(data.text)) }] };
    } catch (error) {
      if (error instanceof SitrepError && error.kind === "input")
        throw new ResourceNotFoundError(redact(uri.href), error.message);
      throw error;
    }
  });
}

function pathOf(uri: URL): string {
  try {
    return decodeURIComponent(uri.href.replace(/^runbook:\/\//, ""));
  } catch {
    throw new ResourceNotFoundError(uri.href, `${uri.href} is not written as a URI: a % stands for itself as %25.`);
  }
}
