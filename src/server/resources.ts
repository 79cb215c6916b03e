import { type McpServer, ResourceNotFoundError, ResourceTemplate } from "@modelcontextprotocol/server";
import { SitrepError } from "../core/errors.ts";
import { parseCitation } from "../core/passage.ts";
import { fence } from "../core/untrusted.ts";
import type { Session } from "./session.ts";

/** `runbook://PATH#Lx-Ly`: the cited lines; without lines the beginning of the document. Documents are found by search, not by listing. */
export function addResources(server: McpServer, session: Promise<Session>): void {
  const template = new ResourceTemplate("runbook://{+path}", { list: undefined });
  const about = {
    title: "Runbook",
    description: "A document, or the cited lines of one: runbook://PATH#L10-L24",
    mimeType: "text/markdown",
  };
  server.registerResource("runbook", template, about, async (uri) => {
    const written = decodeURIComponent(uri.href.replace(/^runbook:\/\//, ""));
    const { path, lines } = parseCitation(written) ?? { path: written, lines: undefined };
    const { library } = (await session).app;
    try {
      const section = await library.section(path, lines);
      return { contents: [{ uri: uri.href, mimeType: "text/markdown", text: fence(path, section.text) }] };
    } catch (error) {
      if (error instanceof SitrepError) throw new ResourceNotFoundError(uri.href, error.message);
      throw error;
    }
  });
}
