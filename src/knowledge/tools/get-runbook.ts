import { z } from "zod";
import { SitrepError } from "../../core/errors.ts";
import { Citation, citationOf, DocumentKind, Lines, parseCitation } from "../../core/passage.ts";
import { defineTool } from "../../core/tool.ts";
import { fence } from "../../core/untrusted.ts";
import type { Library } from "../library.ts";
import { runbooks } from "../source.ts";

const Place = z.object({ heading: z.string(), lines: Lines });

export const getRunbook = defineTool({
  name: "get_runbook",
  title: "Get a runbook",
  description: "Text of a document or of the lines of a citation, with the outline of its sections.",
  effect: "read",
  needs: { runbooks },
  input: z.object({
    path: z.string().max(1000).describe("Path or citation: payments-oom.md#L18-L34; or an alert's runbook_url"),
  }),
  output: Citation.extend({
    kind: DocumentKind,
    title: z.string(),
    heading: z.string(),
    text: z.string(),
    /** Lines of the whole document. */
    length: z.int(),
    outline: z.array(Place),
  }),
  cut: ["outline"],
  async handler({ path }, { runbooks }) {
    const { drift: _, ...section } = /^https?:/i.test(path)
      ? await linked(runbooks, path)
      : await cited(runbooks, path);
    return section;
  },
  render: (section) =>
    [
      `${citationOf(section)} of ${section.length}  "${section.title}" (${section.kind})`,
      fence(citationOf(section), section.text),
      ...section.outline.map(({ heading, lines }) => `  L${lines[0]}-L${lines[1]}  ${heading || section.title}`),
    ].join("\n"),
});

async function linked(runbooks: Library, url: string) {
  const section = await runbooks.byUrl(url);
  if (section) return section;
  throw new SitrepError("input", `No indexed document is meant by ${url}.`, {
    hint: "Call search_runbooks with the alert's name.",
  });
}

async function cited(runbooks: Library, path: string) {
  const { path: document, lines } = parseCitation(path) ?? { path };
  return runbooks.section(document, lines);
}
